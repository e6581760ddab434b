package io.assay.validation.gpu;

/**
 * Which pairs of labelers a search is after: {@code same / shared >= numerator / denominator}.
 *
 * @param overlap the fewest items both must have answered
 * @param numerator of the least share of same answers
 * @param denominator of that share, positive
 * @param room the most pairs to return
 */
public record AgreementRule(int overlap, int numerator, int denominator, int room) {
  public AgreementRule {
    if (overlap < 0 || numerator < 0 || denominator <= 0 || room < 0) {
      throw new IllegalArgumentException(
          "no rule for pairs: overlap, share and room must be positive");
    }
  }

  boolean holds(int same, int shared) {
    return shared >= overlap && (long) same * denominator >= (long) shared * numerator;
  }
}
