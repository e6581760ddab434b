package io.assay.validation.heads;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Predicts every row by a head that saw only the other folds.
 *
 * <p>One temperature for all folds is then found on these predictions, and where there are several
 * trainers the one whose predictions have the least cross-entropy to the targets is taken: two
 * numbers found on as many rows as there are, whose own training on them is harmless.
 */
public final class CrossFitting {
  private CrossFitting() {}

  /**
   * Predicts all rows.
   *
   * @param trainers one or more, of which the best is taken, the first of equal ones
   * @param folds of each row, as {@link Folds} has them
   * @param targets of each row; rows of weight 0 are predicted and not learned from
   */
  public static <M> OutOfFold run(
      List<? extends HeadTrainer<M>> trainers, M features, int[] folds, Targets targets) {
    if (trainers.isEmpty() || folds.length != targets.rows()) {
      throw new IllegalArgumentException(
          trainers.size() + " trainers, " + folds.length + " folds, " + targets.rows() + " rows");
    }
    OutOfFold best = predict(trainers.get(0), features, folds, targets, 0);
    for (int choice = 1; choice < trainers.size(); choice++) {
      OutOfFold one = predict(trainers.get(choice), features, folds, targets, choice);
      best = one.crossEntropy() < best.crossEntropy() ? one : best;
    }
    return best;
  }

  private static <M> OutOfFold predict(
      HeadTrainer<M> trainer, M features, int[] folds, Targets targets, int choice) {
    int classes = targets.classes();
    float[] logOdds = new float[folds.length * classes];
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      int held = fold;
      int[] out = rows(folds, row -> folds[row] == held);
      int[] in = rows(folds, row -> folds[row] != held && targets.weight()[row] > 0);
      if (out.length == 0 || in.length == 0) {
        continue;
      }
      float[] scores = trainer.train(features, in, targets).logOdds(features, out);
      for (int i = 0; i < out.length; i++) {
        System.arraycopy(scores, i * classes, logOdds, out[i] * classes, classes);
      }
    }
    double temperature = Temperature.fit(logOdds, targets);
    return new OutOfFold(
        classes,
        Temperature.apply(logOdds, classes, temperature),
        temperature,
        Temperature.crossEntropy(logOdds, targets, temperature),
        Calibration.error(Temperature.apply(logOdds, classes, temperature), targets),
        choice);
  }

  private static int[] rows(int[] folds, IntPredicate which) {
    return IntStream.range(0, folds.length).filter(which).toArray();
  }
}
