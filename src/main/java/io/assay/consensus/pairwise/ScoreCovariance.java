package io.assay.consensus.pairwise;

/**
 * The covariance of scores: the inverse of their Fisher information with the prior, or of its
 * diagonal where there are too many for that, which then understates the doubt.
 */
final class ScoreCovariance {
  /** Most scores whose information is inverted. */
  private static final int MAX_DENSE = 1000;

  private final double[][] rows;

  private ScoreCovariance(double[][] rows) {
    this.rows = rows;
  }

  /** Whether so many scores have more than the diagonal. */
  static boolean isDense(int size) {
    return size <= MAX_DENSE;
  }

  /**
   * Inverts the information, which is positive definite.
   *
   * @param information by row up to the diagonal, or the diagonal alone
   */
  static ScoreCovariance invert(double[][] information) {
    int n = information.length;
    if (!isDense(n)) {
      double[][] rows = new double[n][];
      for (int a = 0; a < n; a++) {
        rows[a] = new double[] {1 / information[a][0]};
      }
      return new ScoreCovariance(rows);
    }
    double[][] factor = factor(information);
    double[][] inverse = new double[n][n];
    for (int column = 0; column < n; column++) {
      solve(factor, column, inverse[column]);
    }
    return new ScoreCovariance(inverse);
  }

  /** The factor L of Cholesky, information = L L'. */
  private static double[][] factor(double[][] information) {
    int n = information.length;
    double[][] factor = new double[n][];
    for (int a = 0; a < n; a++) {
      factor[a] = new double[a + 1];
      for (int b = 0; b <= a; b++) {
        double sum = information[a][b];
        for (int c = 0; c < b; c++) {
          sum -= factor[a][c] * factor[b][c];
        }
        factor[a][b] = a == b ? Math.sqrt(sum) : sum / factor[b][b];
      }
    }
    return factor;
  }

  private static void solve(double[][] factor, int column, double[] result) {
    int n = factor.length;
    result[column] = 1;
    for (int a = column; a < n; a++) {
      for (int c = column; c < a; c++) {
        result[a] -= factor[a][c] * result[c];
      }
      result[a] /= factor[a][a];
    }
    for (int a = n - 1; a >= 0; a--) {
      for (int c = a + 1; c < n; c++) {
        result[a] -= factor[c][a] * result[c];
      }
      result[a] /= factor[a][a];
    }
  }

  double of(int a) {
    return rows[a].length == 1 ? rows[a][0] : rows[a][a];
  }

  double ofDifference(int a, int b) {
    double common = isDense(rows.length) ? rows[a][b] : 0;
    return of(a) + of(b) - 2 * common;
  }
}
