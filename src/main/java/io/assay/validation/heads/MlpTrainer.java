package io.assay.validation.heads;

import io.assay.validation.features.DenseMatrix;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a network of one hidden layer with all rows at once by Adam, from weights drawn by a fixed
 * seed, uniform with variance 2 / D (He et al., 2015). Of more than {@value #MAX_ROWS} rows it
 * takes so many, at even distances.
 *
 * @param hidden units of the hidden layer
 * @param l2 what half the square of a weight costs, in nats a row
 * @param steps how often all rows are seen
 * @param rate first size of a step
 * @param seed of the first weights
 */
public record MlpTrainer(int hidden, double l2, int steps, double rate, long seed)
    implements HeadTrainer<DenseMatrix> {

  /** More teach hardly more, and a fit trains a head some twenty times. */
  private static final int MAX_ROWS = 4000;

  /** The usual trainer. */
  public static MlpTrainer usual() {
    return new MlpTrainer(32, 1e-2, 40, 1e-2, 1);
  }

  /** What heads of files are chosen from. */
  public static List<MlpTrainer> choices() {
    return List.of(usual());
  }

  @Override
  public String head() {
    return "multilayer perceptron";
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(
        Map.of(
            "hidden", (double) hidden,
            "l2", l2,
            "steps", (double) steps,
            "rate", rate,
            "seed", (double) seed));
  }

  @Override
  public MlpHead train(DenseMatrix features, int[] all, Targets targets) {
    int[] rows = some(all);
    MlpShape shape = new MlpShape(features.columns(), hidden, targets.classes());
    DenseScaling scaling = DenseScaling.of(features, rows);
    float[] scaled = scaling.apply(features, rows);
    float[] at = start(shape);
    Adam.minimise(new MlpObjective(shape, scaled, rows, targets, l2), at, steps, rate);
    return new MlpHead(shape, scaling, at);
  }

  /** Rows at even distances, at most {@value #MAX_ROWS}. */
  private static int[] some(int[] rows) {
    if (rows.length <= MAX_ROWS) {
      return rows;
    }
    int[] some = new int[MAX_ROWS];
    for (int i = 0; i < MAX_ROWS; i++) {
      some[i] = rows[(int) ((long) i * rows.length / MAX_ROWS)];
    }
    return some;
  }

  private float[] start(MlpShape shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] at = new float[shape.size()];
    double in = Math.sqrt(6.0 / Math.max(1, shape.columns()));
    for (int i = 0; i < shape.hiddenBias(); i++) {
      at[i] = (float) (in * (2 * random.nextDouble() - 1));
    }
    double out = Math.sqrt(3.0 / hidden);
    for (int i = shape.output(); i < shape.outputBias(); i++) {
      at[i] = (float) (out * (2 * random.nextDouble() - 1));
    }
    return at;
  }
}
