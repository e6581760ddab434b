package io.assay.validation.heads;

import io.assay.Bench;
import io.assay.validation.heads.ModelComparison.Method;
import io.assay.validation.heads.SimulatedCrowd.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How good labels are with a model, against the crowd alone and against other ways to join a crowd
 * and a classifier: texts, drawings and sounds made up from seeds, labeled by crowds that are hard
 * to judge. Prints a table and, as figures, medians over seeds.
 */
public final class ModelBenchmark {
  private static final int SEEDS = 3;
  private static final int LABELERS = 60;
  private static final int TEXTS = 2000;
  private static final int FILES = 1200;

  private ModelBenchmark() {}

  /** Makes a set. */
  private interface Maker {
    MadeUpSet<?> make(SplittableRandom random);
  }

  private static final List<Maker> SETS =
      List.of(
          random -> MadeUpSet.texts(random, TEXTS, 0.5),
          random -> MadeUpSet.chinese(random, TEXTS, 0.5),
          random -> MadeUpSet.shapes(random, FILES),
          random -> MadeUpSet.textures(random, FILES),
          random -> MadeUpSet.sounds(random, FILES),
          random -> MadeUpSet.unrelated(random, TEXTS));

  /** Measures all figures. */
  public static void run(Bench bench) {
    for (SimulatedCrowd.Redundancy redundancy : SimulatedCrowd.Redundancy.values()) {
      for (Maker maker : SETS) {
        measure(bench, maker, redundancy);
      }
    }
  }

  private static void measure(Bench bench, Maker maker, SimulatedCrowd.Redundancy redundancy) {
    List<ModelComparison> runs = new ArrayList<>();
    String name = "";
    for (long seed = 1; seed <= SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      MadeUpSet<?> set = maker.make(random);
      name = set.name() + "_" + redundancy.name().toLowerCase(Locale.ROOT);
      SimulatedCrowd crowd =
          SimulatedCrowd.of(random, set.truth(), LABELERS, MadeUpSet.CLASSES, redundancy);
      runs.add(ModelComparison.of(set, crowd));
    }
    System.out.printf("%n%-36s%10s%10s%10s%n", name, "accuracy", "auroc", "ece");
    for (Method method : Method.values()) {
      double[] medians = new double[3];
      List<ToDoubleFunction<Quality>> measures =
          List.of(Quality::accuracy, Quality::auroc, Quality::calibrationError);
      for (int m = 0; m < medians.length; m++) {
        ToDoubleFunction<Quality> measure = measures.get(m);
        medians[m] =
            Bench.median(
                runs.stream()
                    .mapToDouble(run -> measure.applyAsDouble(run.quality().get(method)))
                    .toArray());
      }
      String row = method.name().toLowerCase(Locale.ROOT);
      System.out.printf(
          Locale.ROOT, "%-36s%10.4f%10.4f%10.4f%n", row, medians[0], medians[1], medians[2]);
    }
    for (ModelComparison run : runs) {
      System.out.println(run.quality() + " " + run.model().weights() + run.model().echoes());
    }
    double[] alone = runs.stream().mapToDouble(ModelComparison::classifierAccuracy).toArray();
    bench.figure(name + "_classifier", Bench.median(alone), "accuracy");
  }
}
