package io.assay.validation.gpu;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Runs the heavy arithmetic of the validation model. Engines differ in where they run it; what
 * comes out are the same bits.
 *
 * <p>Arguments that do not fit each other are refused with an {@link IllegalArgumentException}.
 */
public abstract sealed class Engine implements AutoCloseable permits CpuTwinEngine, GpuEngine {
  private final LongAdder done = new LongAdder();
  private final LongAdder fallenBack = new LongAdder();

  /** Name of the engine. */
  public abstract String name();

  /** The SHA-256 of the kernels, whose twins run on the CPU. */
  public final String ptxHash() {
    return KernelModules.packed().sha256();
  }

  /** Whether a GPU computes by now. */
  public abstract boolean onGpu();

  abstract <R> Stamped<R> compute(Job<R> job);

  /** Lets go of the device; what is asked for afterwards runs on the CPU. */
  @Override
  public abstract void close();

  final <R> Stamped<R> run(Job<R> job) {
    Stamped<R> result = compute(job);
    done.increment();
    return result;
  }

  final void countFallback() {
    fallenBack.increment();
  }

  /** How many jobs have been computed. */
  public final long jobsDone() {
    return done.sum();
  }

  /** How many of them a GPU should have computed and the CPU did. */
  public final long jobsFallenBack() {
    return fallenBack.sum();
  }

  /**
   * The parameters of a head after limited-memory BFGS; the features stay on the device meanwhile.
   *
   * @return one row of {@code classes} a column, the last row the bias
   */
  final Stamped<float[]> fitHead(HeadFit fit) {
    return run(fit);
  }

  /** The probabilities a head gives to every row, after its scores are divided by a temperature. */
  public final Stamped<DenseMatrix> scoreHead(
      SparseMatrix features, SoftmaxHead head, float temperature) {
    return run(new HeadScoring(features, head, temperature));
  }

  /**
   * The gradient of the weighted mean cross-entropy and of the penalty, laid out like the weights.
   *
   * @param targets the distribution over the classes by row
   * @param rowWeight what each row counts, or null where each counts once
   * @param l2 weight of half the squared norm of the weights, without the bias
   */
  public final Stamped<float[]> gradient(
      SparseMatrix features,
      SoftmaxHead head,
      DenseMatrix targets,
      float @Nullable [] rowWeight,
      float l2) {
    AdamSettings settings = new AdamSettings(0, 0, 0, 0, l2);
    return run(new HeadTraining(features, head, targets, rowWeight, settings).gradient());
  }

  /**
   * The head after so many steps of Adam on all rows at once.
   *
   * @param targets the distribution over the classes by row
   * @param rowWeight what each row counts, or null where each counts once
   */
  public final Stamped<SoftmaxHead> trainHead(
      SparseMatrix features,
      SoftmaxHead start,
      DenseMatrix targets,
      float @Nullable [] rowWeight,
      AdamSettings settings,
      int steps) {
    return run(new HeadTraining(features, start, targets, rowWeight, settings).steps(steps));
  }

  /**
   * Dawid–Skene after so many iterations from the shares of the votes.
   *
   * @param strength how many answers the pull to the pooled confusion matrix is worth
   */
  public final Stamped<DawidSkeneFit> emIterations(
      CrowdAnswers answers, float strength, int iterations) {
    return run(new EmIterations(answers, strength, iterations));
  }

  /**
   * The pairs of hashes that differ in at most so many bits.
   *
   * @param room the most pairs to return
   */
  public final Stamped<NearPairs> hammingPairs(long[] hashes, int distance, int room) {
    return run(new HammingSearch(hashes, distance, room));
  }

  /** The pairs of labelers for whom a rule holds. */
  public final Stamped<Agreements> agreement(ProbeAnswers answers, AgreementRule rule) {
    return run(new AgreementSearch(answers, rule));
  }
}
