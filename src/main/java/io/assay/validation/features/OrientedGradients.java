package io.assay.validation.features;

/**
 * Histogram of oriented gradients of 64 x 64 brightnesses (Dalal & Triggs, 2005): cells of 8 x 8
 * pixels, 9 directions without sign shared between neighbours, blocks of 2 x 2 cells scaled to
 * length 1, cut at 0.2 and scaled again.
 */
final class OrientedGradients {
  static final int SIDE = 64;

  private static final int CELL = 8;
  private static final int CELLS = SIDE / CELL;
  private static final int DIRECTIONS = 9;
  private static final int BLOCK = 4 * DIRECTIONS;
  static final int DIMENSION = (CELLS - 1) * (CELLS - 1) * BLOCK;

  private static final double CUT = 0.2;

  /** Keeps what is nearly flat from being blown up. */
  private static final double EPSILON = 0.1;

  private OrientedGradients() {}

  /** Writes {@link #DIMENSION} values into a row, from a place on. */
  static void write(float[] grey, float[] row, int at) {
    double[] cells = cells(grey);
    double[] block = new double[BLOCK];
    int place = at;
    for (int y = 0; y + 1 < CELLS; y++) {
      for (int x = 0; x + 1 < CELLS; x++) {
        for (int i = 0; i < BLOCK; i++) {
          int cell = (y + i / (2 * DIRECTIONS)) * CELLS + x + i / DIRECTIONS % 2;
          block[i] = cells[cell * DIRECTIONS + i % DIRECTIONS];
        }
        scale(block, EPSILON);
        for (int i = 0; i < BLOCK; i++) {
          block[i] = Math.min(CUT, block[i]);
        }
        scale(block, EPSILON * EPSILON);
        for (double value : block) {
          row[place++] = (float) value;
        }
      }
    }
  }

  private static double[] cells(float[] grey) {
    double[] cells = new double[CELLS * CELLS * DIRECTIONS];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double across = at(grey, x + 1, y) - at(grey, x - 1, y);
        double down = at(grey, x, y + 1) - at(grey, x, y - 1);
        double length = Math.sqrt(across * across + down * down);
        if (length > 0) {
          double direction = StrictMath.atan2(down, across) / Math.PI * DIRECTIONS;
          double turned = direction < 0 ? direction + DIRECTIONS : direction;
          int lower = (int) turned;
          double share = turned - lower;
          int cell = (y / CELL * CELLS + x / CELL) * DIRECTIONS;
          cells[cell + lower % DIRECTIONS] += length * (1 - share);
          cells[cell + (lower + 1) % DIRECTIONS] += length * share;
        }
      }
    }
    return cells;
  }

  private static double at(float[] grey, int x, int y) {
    int column = Math.max(0, Math.min(SIDE - 1, x));
    int line = Math.max(0, Math.min(SIDE - 1, y));
    return grey[line * SIDE + column];
  }

  private static void scale(double[] block, double epsilon) {
    double squares = epsilon * epsilon;
    for (double value : block) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < block.length; i++) {
      block[i] /= length;
    }
  }
}
