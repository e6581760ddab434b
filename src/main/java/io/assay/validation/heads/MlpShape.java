package io.assay.validation.heads;

/**
 * Where the parameters of a network with one hidden layer lie in one vector, and what it says of
 * rows.
 *
 * <p>Inner loops run over neighbouring units, each with a sum of its own, so that a machine may do
 * several at once and the order of every sum is that of the columns.
 *
 * @param columns D
 * @param hidden H
 * @param classes K
 */
record MlpShape(int columns, int hidden, int classes) {
  static final int ROW_BLOCK = 64;

  int size() {
    return Math.addExact(
        Math.multiplyExact(columns + 1, hidden), Math.multiplyExact(hidden + 1, classes));
  }

  /** Where b starts, after U. */
  int hiddenBias() {
    return columns * hidden;
  }

  /** Where V starts. */
  int output() {
    return hiddenBias() + hidden;
  }

  /** Where c starts. */
  int outputBias() {
    return output() + hidden * classes;
  }

  /**
   * Fills the hidden units and the log-odds of rows.
   *
   * @param rows scaled features, [row * D + column]
   */
  void forward(float[] at, float[] rows, int count, float[] units, float[] scores) {
    Blocks.run(
        count,
        ROW_BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            hiddenUnits(at, rows, i, units);
            scores(at, units, i, scores);
          }
        });
  }

  private void hiddenUnits(float[] at, float[] rows, int i, float[] units) {
    int to = i * hidden;
    System.arraycopy(at, hiddenBias(), units, to, hidden);
    for (int d = 0; d < columns; d++) {
      float value = rows[i * columns + d];
      if (value != 0) {
        add(value, at, d * hidden, units, to, hidden);
      }
    }
    for (int h = to; h < to + hidden; h++) {
      units[h] = Math.max(0, units[h]);
    }
  }

  private void scores(float[] at, float[] units, int i, float[] scores) {
    System.arraycopy(at, outputBias(), scores, i * classes, classes);
    for (int h = 0; h < hidden; h++) {
      float value = units[i * hidden + h];
      if (value != 0) {
        add(value, at, output() + h * classes, scores, i * classes, classes);
      }
    }
  }

  /** to[t..] += factor * from[f..]. */
  static void add(float factor, float[] from, int f, float[] to, int t, int length) {
    for (int h = 0; h < length; h++) {
      to[t + h] += factor * from[f + h];
    }
  }
}
