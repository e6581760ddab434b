package io.assay.validation.gpu;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.heads.HeadTrainer;
import io.assay.validation.heads.SoftmaxHead;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.Targets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * {@link SoftmaxTrainer} on an engine: the same loss and search, with sums in the order of the
 * kernels. Its heads are the same bits with and without a GPU, and differ from those of {@link
 * SoftmaxTrainer} by rounding.
 *
 * @param computed is told who computed each head
 */
public record KernelHeadTrainer(Engine engine, SoftmaxTrainer settings, Consumer<Stamp> computed)
    implements HeadTrainer<SparseMatrix> {
  @Override
  public String head() {
    return settings.head();
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return settings.parameters();
  }

  @Override
  public SoftmaxHead train(SparseMatrix features, int[] rows, Targets targets) {
    HeadProblem problem = HeadProblem.of(features, rows, targets, settings);
    Stamped<float[]> fit =
        engine.fitHead(new HeadFit(problem, settings.maxSteps(), settings.tolerance()));
    computed.accept(fit.stamp());
    int classes = targets.classes();
    float[] weights = new float[Math.multiplyExact(features.columns(), classes)];
    int[] used = problem.used();
    for (int c = 0; c < used.length; c++) {
      System.arraycopy(fit.result(), c * classes, weights, used[c] * classes, classes);
    }
    int bias = used.length * classes;
    return new SoftmaxHead(
        classes, weights, Arrays.copyOfRange(fit.result(), bias, bias + classes));
  }
}
