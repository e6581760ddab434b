package io.assay.dataset;

/**
 * The value of a submission in canonical form: equal answers have equal text, whatever spaces or
 * order of keys they came with. For a choice the value itself, for anything else compact JSON.
 */
public record Label(String canonical) {
  @Override
  public String toString() {
    return canonical;
  }
}
