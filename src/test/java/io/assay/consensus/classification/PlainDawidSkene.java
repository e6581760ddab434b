package io.assay.consensus.classification;

import java.util.Arrays;

/**
 * Dawid–Skene as a textbook has it, the yardstick of {@link ConsensusBenchmark}: a loop over the
 * answers for the posteriors, in logarithms, and another for the confusion matrices.
 */
final class PlainDawidSkene {
  private static final double SMOOTHING = 0.01;

  private final int classes;
  private final int[] starts;
  private final int[] workers;
  private final int[] labels;
  private final double[] posterior;
  private final double[] logShare;

  /** log θ_j(l|k) at [(j * K + l) * K + k]. */
  private final double[] logTheta;

  /** Starts at the shares of the votes. */
  PlainDawidSkene(AnswerBlock block, int labelers) {
    classes = block.classes();
    starts = block.starts();
    workers = new int[block.cells().length];
    labels = new int[workers.length];
    for (int p = 0; p < workers.length; p++) {
      workers[p] = block.cells()[p] / classes / classes;
      labels[p] = block.cells()[p] / classes % classes;
    }
    logShare = new double[classes];
    logTheta = new double[labelers * classes * classes];
    posterior = new double[block.tasks() * classes];
    for (int t = 0; t < block.tasks(); t++) {
      for (int p = starts[t]; p < starts[t + 1]; p++) {
        posterior[t * classes + labels[p]] += 1.0 / (starts[t + 1] - starts[t]);
      }
    }
    maximise();
  }

  /** One iteration. */
  void iterate() {
    expect();
    maximise();
  }

  double[] posterior() {
    return posterior;
  }

  private void expect() {
    for (int t = 0; t < starts.length - 1; t++) {
      int row = t * classes;
      System.arraycopy(logShare, 0, posterior, row, classes);
      for (int p = starts[t]; p < starts[t + 1]; p++) {
        int cell = (workers[p] * classes + labels[p]) * classes;
        for (int k = 0; k < classes; k++) {
          posterior[row + k] += logTheta[cell + k];
        }
      }
      double max = posterior[row];
      for (int k = 1; k < classes; k++) {
        max = Math.max(max, posterior[row + k]);
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        posterior[row + k] = Math.exp(posterior[row + k] - max);
        sum += posterior[row + k];
      }
      for (int k = 0; k < classes; k++) {
        posterior[row + k] /= sum;
      }
    }
  }

  private void maximise() {
    Arrays.fill(logTheta, SMOOTHING);
    Arrays.fill(logShare, SMOOTHING);
    for (int t = 0; t < starts.length - 1; t++) {
      for (int p = starts[t]; p < starts[t + 1]; p++) {
        int cell = (workers[p] * classes + labels[p]) * classes;
        for (int k = 0; k < classes; k++) {
          logTheta[cell + k] += posterior[t * classes + k];
        }
      }
      for (int k = 0; k < classes; k++) {
        logShare[k] += posterior[t * classes + k];
      }
    }
    toLogs(logShare, 0, 1);
    for (int from = 0; from < logTheta.length; from += classes * classes) {
      for (int k = 0; k < classes; k++) {
        toLogs(logTheta, from + k, classes);
      }
    }
  }

  /** Turns K counts, so far apart, into the logarithms of their shares. */
  private void toLogs(double[] counts, int from, int step) {
    double sum = 0;
    for (int l = 0; l < classes; l++) {
      sum += counts[from + l * step];
    }
    for (int l = 0; l < classes; l++) {
      counts[from + l * step] = Math.log(counts[from + l * step] / sum);
    }
  }
}
