package io.assay.validation.gpu;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.heads.HeadTrainer;
import io.assay.validation.heads.SoftmaxHead;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.Targets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/*
 * The loss is SoftmaxTrainer's, whose weights cost each its own: with a_c = (strength/V + shrinkage h_c) / (strength/V),
 * values x'_c = x_c / sqrt(a_c) and weights W'_c = sqrt(a_c) W_c, all of them cost the same, which is what the kernels
 * know. A GPU and its twin on the CPU come to the same bits, so what is trained does not depend on which there is.
 */
/**
 * Trains softmax regression on an {@link Engine}: all rows at once, by a fixed number of steps of
 * Adam. For tables so large that a GPU pays.
 */
public final class EngineTrainer implements HeadTrainer<SparseMatrix> {
  private static final int STEPS = 60;
  private static final float RATE = 0.1f;
  private static final double MIN_TOTAL = 1e-6;

  private final Engine engine;
  private final SoftmaxTrainer objective;
  private final Set<Stamp> stamps = new LinkedHashSet<>();

  /**
   * A trainer on an engine.
   *
   * @param objective whose loss is made small; its steps and tolerance are not used
   */
  public EngineTrainer(Engine engine, SoftmaxTrainer objective) {
    this.engine = engine;
    this.objective = objective;
  }

  /** The strengths that a smaller table is given to choose from. */
  public static List<EngineTrainer> choices(Engine engine) {
    return SoftmaxTrainer.choices().stream()
        .map(objective -> new EngineTrainer(engine, objective))
        .toList();
  }

  @Override
  public String head() {
    return "softmax regression";
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(
        Map.of(
            "strength",
            objective.strength(),
            "shrinkage",
            objective.shrinkage(),
            "steps",
            (double) STEPS,
            "rate",
            (double) RATE));
  }

  /** All that trained a head so far; more than one where a GPU failed in between. */
  @Override
  public synchronized String engine() {
    return stamps.stream()
        .map(stamp -> stamp.engine() + ", kernels " + stamp.ptxHash())
        .collect(Collectors.joining("; "));
  }

  private synchronized void add(Stamp stamp) {
    stamps.add(stamp);
  }

  @Override
  public SoftmaxHead train(SparseMatrix features, int[] rows, Targets targets) {
    Table table = Table.of(features, rows, targets, objective);
    AdamSettings settings = new AdamSettings(RATE, 0.9f, 0.999f, 1e-8f, table.l2);
    Stamped<io.assay.validation.gpu.SoftmaxHead> trained =
        engine.trainHead(
            table.features,
            io.assay.validation.gpu.SoftmaxHead.zero(table.used.length, targets.classes()),
            table.targets,
            table.weight,
            settings,
            STEPS);
    add(trained.stamp());
    return table.head(features.columns(), trained.result().weights());
  }

  /** The chosen rows, with the columns they use, scaled. */
  @SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops.
  private record Table(
      SparseMatrix features,
      DenseMatrix targets,
      float[] weight,
      int[] used,
      float[] scale,
      float l2) {

    static Table of(SparseMatrix all, int[] rows, Targets targets, SoftmaxTrainer objective) {
      int classes = targets.classes();
      float[] target = new float[rows.length * classes];
      float[] weight = new float[rows.length];
      double total = 0;
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(targets.probability(), rows[i] * classes, target, i * classes, classes);
        weight[i] = targets.weight()[rows[i]];
        total += weight[i];
      }
      int[] used = used(all, rows);
      SparseMatrix chosen = choose(all, rows, used);
      double base = objective.strength() / Math.max(MIN_TOTAL, total);
      double spread = (1 - 1.0 / classes) / classes;
      double[] squares = squares(chosen, weight);
      float[] scale = new float[used.length];
      for (int c = 0; c < scale.length; c++) {
        double shrinkage = objective.shrinkage() * spread * squares[c] / Math.max(MIN_TOTAL, total);
        scale[c] = (float) Math.sqrt(base / (base + shrinkage));
      }
      for (int p = 0; p < chosen.value().length; p++) {
        chosen.value()[p] *= scale[chosen.index()[p]];
      }
      return new Table(chosen, new DenseMatrix(classes, target), weight, used, scale, (float) base);
    }

    /** The columns that some rows have, ascending. */
    private static int[] used(SparseMatrix all, int[] rows) {
      BitSet used = new BitSet(all.columns());
      for (int row : rows) {
        for (int p = all.start()[row]; p < all.start()[row + 1]; p++) {
          used.set(all.index()[p]);
        }
      }
      return used.stream().toArray();
    }

    private static SparseMatrix choose(SparseMatrix all, int[] rows, int[] used) {
      int[] place = new int[all.columns()];
      for (int c = 0; c < used.length; c++) {
        place[used[c]] = c;
      }
      int[] start = new int[rows.length + 1];
      for (int i = 0; i < rows.length; i++) {
        start[i + 1] = start[i] + all.start()[rows[i] + 1] - all.start()[rows[i]];
      }
      int[] index = new int[start[rows.length]];
      float[] value = new float[index.length];
      for (int i = 0; i < rows.length; i++) {
        int from = all.start()[rows[i]];
        for (int p = start[i]; p < start[i + 1]; p++) {
          index[p] = place[all.index()[from + p - start[i]]];
          value[p] = all.value()[from + p - start[i]];
        }
      }
      return new SparseMatrix(used.length, start, index, value);
    }

    /** The weighted sum of the squares of each column. */
    private static double[] squares(SparseMatrix features, float[] weight) {
      double[] squares = new double[features.columns()];
      for (int i = 0; i < weight.length; i++) {
        for (int p = features.start()[i]; p < features.start()[i + 1]; p++) {
          float value = features.value()[p];
          squares[features.index()[p]] += (double) weight[i] * value * value;
        }
      }
      return squares;
    }

    /** Weights of all columns from those of the used and scaled ones. */
    SoftmaxHead head(int columns, float[] trained) {
      int classes = targets.columns();
      float[] weights = new float[Math.multiplyExact(columns, classes)];
      for (int c = 0; c < used.length; c++) {
        for (int k = 0; k < classes; k++) {
          weights[used[c] * classes + k] = trained[c * classes + k] * scale[c];
        }
      }
      int bias = used.length * classes;
      return new SoftmaxHead(classes, weights, Arrays.copyOfRange(trained, bias, bias + classes));
    }
  }
}
