package io.assay.validation.heads;

/**
 * What heads say of rows they were not trained on.
 *
 * @param classes K
 * @param probability {@code [row * K + class]}, each {@link Temperature#MIN_PROBABILITY} at least
 *     but for rounding
 * @param temperature by which log-odds were divided
 * @param crossEntropy mean cross-entropy to the targets in nats a row
 * @param calibrationError expected calibration error against the targets, 0 to 1
 * @param choice which of the trainers made the heads
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of rows, read in the innermost loops.
public record OutOfFold(
    int classes,
    float[] probability,
    double temperature,
    double crossEntropy,
    double calibrationError,
    int choice) {

  /** The probability of a class for a row. */
  public float probability(int row, int k) {
    return probability[row * classes + k];
  }
}
