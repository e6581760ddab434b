package io.assay.consensus.relabeling;

/**
 * An item that may get another answer.
 *
 * @param answers it has
 * @param error probability that its label is wrong, 1 - max_k T_k of a calibrated posterior
 * @param priority by which a {@link ByPriority} orders items, highest first
 */
public record OpenItem(int answers, double error, double priority) {
  /** An item that nobody ordered. */
  public OpenItem(int answers, double error) {
    this(answers, error, 0);
  }
}
