package io.assay.validation.heads;

import io.assay.Bench;
import io.assay.validation.features.SparseMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;

/**
 * How fast heads are trained, against Tribuo's logistic regression on the same texts: rows a second
 * and pass over all of them, when what comes out foretells other texts as well or better.
 */
public final class TrainingBenchmark {
  private static final int CLASSES = 4;
  private static final int TRAINING = 20_000;
  private static final int HELD_OUT = 4000;
  private static final int WORDS = 37;
  private static final double TILT = 0.3;
  private static final double NOISE = 0.3;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 5;

  private TrainingBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    SplittableRandom random = new SplittableRandom(61);
    SyntheticTexts texts = SyntheticTexts.of(random, TRAINING + HELD_OUT, CLASSES, WORDS, TILT);
    int[] learned = SyntheticTexts.range(0, TRAINING);
    int[] heldOut = SyntheticTexts.range(TRAINING, TRAINING + HELD_OUT);
    Targets targets = texts.targets(CLASSES);
    for (int i = 0; i < TRAINING; i++) {
      if (random.nextDouble() < NOISE) {
        Arrays.fill(targets.probability(), i * CLASSES, (i + 1) * CLASSES, 0);
        targets.probability()[i * CLASSES + random.nextInt(CLASSES)] = 1;
      }
    }
    TribuoReference reference = TribuoReference.usual();
    LinearSGDTrainer tribuo = reference.trainer();
    MutableDataset<Label> examples = TribuoReference.examples(texts.features(), learned, targets);
    int[] passes = new int[1];
    double[][] seconds =
        Bench.interleave(
            WARM_UPS,
            ROUNDS,
            () -> tribuo.train(examples),
            () -> passes[0] = passes(texts.features(), learned, targets));
    double ratio = Bench.medianRatio(seconds[0], seconds[1]);
    bench.figure("train_vs_tribuo", ratio * passes[0] / reference.epochs(), "ratio");
    bench.figure("train_time_vs_tribuo", ratio, "ratio");
    bench.figure(
        "train_rows_per_second", passes[0] * (TRAINING / Bench.median(seconds[1])), "rows/s");
    SoftmaxHead own = SoftmaxTrainer.usual().train(texts.features(), learned, targets);
    bench.figure("held_out_loss", texts.judgeCalibrated(own, heldOut)[0], "nats");
    Head<SparseMatrix> other = reference.train(texts.features(), learned, targets);
    bench.figure("held_out_loss_tribuo", texts.judgeCalibrated(other, heldOut)[0], "nats");
  }

  /** Trains a head, its table of columns included; returns how often it has seen all rows. */
  private static int passes(SparseMatrix features, int[] rows, Targets targets) {
    SoftmaxTrainer trainer = SoftmaxTrainer.usual();
    SoftmaxObjective objective = new SoftmaxObjective(features, rows, targets, trainer);
    float[] at = new float[objective.size()];
    int passes =
        Lbfgs.minimise(
            objective, at, objective.inverseCurvature(), trainer.maxSteps(), trainer.tolerance());
    objective.head(features.columns(), at);
    return passes;
  }
}
