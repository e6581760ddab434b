package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Map;

/**
 * Estimates the label of every item and the reliability of every labeler from their answers.
 *
 * <p>The same input gives the same bits on any machine: sums run in the canonical order of {@link
 * Answers}, exponentials and logarithms are those of {@link StrictMath}, and what comes out is
 * rounded to millionths.
 */
public interface Aggregator {
  /** The name under which the method is asked for. */
  String name();

  /**
   * Estimates from all that is known.
   *
   * @param gold known labels by task; they are certain in the result and teach about the labelers
   * @throws IllegalArgumentException when the labels are too many to be classes
   */
  Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions);

  /** Estimates from answers and known labels alone. */
  default Consensus aggregate(Answers answers, Map<String, String> gold) {
    return aggregate(answers, gold, LabelPrior.none(), Exclusions.none());
  }
}
