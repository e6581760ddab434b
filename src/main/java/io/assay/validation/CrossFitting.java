package io.assay.validation;

import java.util.ArrayList;
import java.util.List;

/*
 * Out-of-fold predictions: the items are cut in FOLDS by a hash of their text, so that repeated
 * texts fall together, and each fold is predicted by a head that saw the others only. One
 * temperature for all folds is chosen on those predictions by the cross-entropy to the targets
 * (Guo et al., 2017); it is one number, so its own training on them is harmless.
 */
/** Trains heads so that no item is predicted by one that saw it. */
final class CrossFitting {
  static final int FOLDS = 5;
  static final double MIN_PROBABILITY = 1e-6;

  private static final double L2 = 1e-4;
  private static final double[] TEMPERATURES = {
    0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0
  };

  /** The predictions by item, and the temperature they were made with. */
  static final class Result {
    private final double[][] probabilities;
    private final double temperature;

    Result(double[][] probabilities, double temperature) {
      this.probabilities = probabilities;
      this.temperature = temperature;
    }

    double[] probabilities(int item) {
      return probabilities[item].clone();
    }

    double temperature() {
      return temperature;
    }
  }

  private final ValidationEngine engine;

  CrossFitting(ValidationEngine engine) {
    this.engine = engine;
  }

  /**
   * Predicts every item out of its fold.
   *
   * @param targets the distribution over the classes by item
   */
  Result run(List<String> texts, double[][] targets) {
    List<SparseVector> vectors = engine.encode(texts);
    double[][] scores = new double[texts.size()][];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<SparseVector> training = new ArrayList<>();
      List<double[]> trainingTargets = new ArrayList<>();
      List<Integer> held = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        if (foldOf(texts.get(i)) == fold) {
          held.add(i);
        } else {
          training.add(vectors.get(i));
          trainingTargets.add(targets[i]);
        }
      }
      if (held.isEmpty()) {
        continue;
      }
      Head head = engine.train(training, trainingTargets.toArray(double[][]::new), L2);
      double[][] heldScores = engine.score(head, held.stream().map(vectors::get).toList());
      for (int i = 0; i < heldScores.length; i++) {
        scores[held.get(i)] =
            heldScores[i].length == 0 ? new double[targets[0].length] : heldScores[i];
      }
    }
    double temperature = temperature(scores, targets);
    return new Result(probabilities(scores, temperature), temperature);
  }

  static int foldOf(String text) {
    int hash = text.strip().hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 15), FOLDS);
  }

  private static double temperature(double[][] scores, double[][] targets) {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double temperature : TEMPERATURES) {
      double[][] probabilities = probabilities(scores, temperature);
      double crossEntropy = 0;
      for (int i = 0; i < targets.length; i++) {
        for (int k = 0; k < targets[i].length; k++) {
          crossEntropy -= targets[i][k] * StrictMath.log(probabilities[i][k]);
        }
      }
      if (crossEntropy < least) {
        least = crossEntropy;
        best = temperature;
      }
    }
    return best;
  }

  private static double[][] probabilities(double[][] scores, double temperature) {
    double[][] probabilities = new double[scores.length][];
    for (int i = 0; i < scores.length; i++) {
      double[] row = scores[i].clone();
      for (int k = 0; k < row.length; k++) {
        row[k] /= temperature;
      }
      CpuEngine.softmax(row);
      double sum = 0;
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.max(MIN_PROBABILITY, row[k]);
        sum += row[k];
      }
      for (int k = 0; k < row.length; k++) {
        row[k] /= sum;
      }
      probabilities[i] = row;
    }
    return probabilities;
  }
}
