package io.assay.fraud.behaviour;

/**
 * How much the answers of a labeler depend on the truth (Raykar and Yu 2012):
 *
 * <pre>
 *   S = 1 / (K (K - 1)) sum_{c &lt; c'} sum_k (C[c][k] - C[c'][k])^2
 * </pre>
 *
 * over rows c of the confusion matrix C[c][k] = P(answer k | truth c), K classes. 0 for one who
 * answers the same whatever the truth (a constant clicker, a coin), 1 for one who is always right;
 * for two classes (sensitivity + specificity - 1)^2.
 */
public final class SpammerScore {
  private SpammerScore() {}

  /** S of a square matrix of two or more classes. */
  public static double of(double[][] confusion) {
    int classes = confusion.length;
    if (classes < 2) {
      throw new IllegalArgumentException("a spammer score takes two classes or more");
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      for (int other = c + 1; other < classes; other++) {
        for (int k = 0; k < classes; k++) {
          double difference = confusion[c][k] - confusion[other][k];
          sum += difference * difference;
        }
      }
    }
    return sum / (classes * (classes - 1));
  }

  /**
   * S of a table as {@link io.assay.consensus.classification.Confusions#table} has it: P(l | k) at
   * l K + k, or the accuracy alone of one who errs evenly.
   */
  public static double ofTable(double[] table, int classes) {
    double[][] confusion = new double[classes][classes];
    for (int truth = 0; truth < classes; truth++) {
      for (int label = 0; label < classes; label++) {
        confusion[truth][label] =
            table.length > 1
                ? table[label * classes + truth]
                : label == truth ? table[0] : (1 - table[0]) / (classes - 1);
      }
    }
    return of(confusion);
  }
}
