package io.assay.consensus.classification;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * One pass does the E step of a task and at once the sums of the M step:
 *
 *   T_ik = pi_k prod_j theta_j(l_ij|k) / Z_i,   c_j(l,k) += T_ik [l_ij = l].
 *
 * Probabilities are multiplied, not their logarithms added: there is no exponential to compute, and
 * K multiplications an answer are all there is. Products of more than CAREFUL answers could leave
 * the range of double; those tasks are scaled by powers of two as they go, which changes no bit of
 * the mantissa. log Z is summed as a product too, its exponent apart, with one logarithm a pass.
 *
 * The plain loops for two, three and four classes hold the row of a task in registers.
 */
/** Expectation and the sums of maximisation, fused, over a range of the tasks of a block. */
public final class ConfusionPass {
  /** Smallest probability of a table; CAREFUL of them and a class share fit in a double. */
  static final double MIN_PROBABILITY = 0x1p-80;

  private static final int CAREFUL = 10;
  private static final double SMALL = 0x1p-160;
  private static final double SCALE = 0x1p160;
  private static final int SCALE_EXPONENT = 160;

  private final AnswerBlock block;
  private final double[] factors;
  private final double[] share;
  private final double[] counts;
  private final double[] classCounts;
  private final double @Nullable [] posterior;
  private final double[] row;
  private double product = 1;
  private long exponent;

  private ConfusionPass(
      AnswerBlock block,
      ConfusionParameters parameters,
      double @Nullable [] posterior,
      ConfusionSums sums) {
    this.block = block;
    this.factors = parameters.factors;
    this.share = parameters.share;
    this.counts = sums.counts;
    this.classCounts = sums.classCounts;
    this.posterior = posterior;
    this.row = new double[block.classes()];
  }

  /**
   * Runs over some tasks.
   *
   * @param from first task of the block
   * @param to the one after the last
   * @param posterior takes T, [task * K + class]; null where nobody reads it
   * @param sums what the sums are added to
   */
  public static void run(
      AnswerBlock block,
      int from,
      int to,
      ConfusionParameters parameters,
      double @Nullable [] posterior,
      ConfusionSums sums) {
    ConfusionPass pass = new ConfusionPass(block, parameters, posterior, sums);
    boolean plain =
        block.weights() == null
            && block.known() == null
            && block.priors() == null
            && posterior == null;
    if (plain && block.classes() == 2) {
      pass.two(from, to);
    } else if (plain && block.classes() == 3) {
      pass.three(from, to);
    } else if (plain && block.classes() == 4) {
      pass.four(from, to);
    } else {
      for (int t = from; t < to; t++) {
        pass.any(t);
      }
    }
    sums.logLikelihood += StrictMath.log(pass.product) + pass.exponent * StrictMath.log(2);
  }

  /** T of one task alone. */
  static void posterior(AnswerBlock block, int t, ConfusionParameters parameters, double[] into) {
    ConfusionSums none = ConfusionSums.of(new double[0], new double[0], 0);
    ConfusionPass pass = new ConfusionPass(block, parameters, null, none);
    pass.believe(t);
    System.arraycopy(pass.row, 0, into, 0, into.length);
  }

  /**
   * Adds up what the share of the votes says of each task, a prior counting as one vote; the shares
   * of the classes where a task has neither.
   */
  public static void start(
      AnswerBlock block, int from, int to, double[] share, ConfusionSums sums) {
    ConfusionParameters none = ConfusionParameters.of(share, new double[0]);
    ConfusionPass pass = new ConfusionPass(block, none, null, sums);
    for (int t = from; t < to; t++) {
      pass.shareOfVotes(t);
      pass.add(t, pass.hasPrior(t));
    }
  }

  private void shareOfVotes(int t) {
    int classes = block.classes();
    int known = known(t);
    if (known >= 0) {
      Arrays.fill(row, 0);
      row[known] = 1;
      return;
    }
    double[] weights = block.weights();
    if (hasPrior(t)) {
      System.arraycopy(priors(), t * classes, row, 0, classes);
    } else {
      Arrays.fill(row, 0);
    }
    for (int p = block.starts()[t]; p < block.starts()[t + 1]; p++) {
      row[block.cells()[p] / classes % classes] += weights == null ? 1 : weights[p];
    }
    if (!Votes.normalise(row, 0, classes)) {
      System.arraycopy(share, 0, row, 0, classes);
    }
  }

  private void two(int from, int to) {
    int[] starts = block.starts();
    int[] cells = block.cells();
    double[] factors = this.factors;
    double[] counts = this.counts;
    double sum0 = 0;
    double sum1 = 0;
    for (int t = from; t < to; t++) {
      int start = starts[t];
      int end = starts[t + 1];
      if (end - start > CAREFUL) {
        any(t);
        continue;
      }
      double t0 = share[0];
      double t1 = share[1];
      for (int p = start; p < end; p++) {
        int cell = cells[p];
        t0 *= factors[cell];
        t1 *= factors[cell + 1];
      }
      double z = t0 + t1;
      count(z);
      double scale = 1 / z;
      t0 *= scale;
      t1 *= scale;
      for (int p = start; p < end; p++) {
        int cell = cells[p];
        counts[cell] += t0;
        counts[cell + 1] += t1;
      }
      sum0 += t0;
      sum1 += t1;
    }
    classCounts[0] += sum0;
    classCounts[1] += sum1;
  }

  private void three(int from, int to) {
    int[] starts = block.starts();
    int[] cells = block.cells();
    double[] factors = this.factors;
    double[] counts = this.counts;
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    for (int t = from; t < to; t++) {
      int start = starts[t];
      int end = starts[t + 1];
      if (end - start > CAREFUL) {
        any(t);
        continue;
      }
      double t0 = share[0];
      double t1 = share[1];
      double t2 = share[2];
      for (int p = start; p < end; p++) {
        int cell = cells[p];
        t0 *= factors[cell];
        t1 *= factors[cell + 1];
        t2 *= factors[cell + 2];
      }
      double z = t0 + t1 + t2;
      count(z);
      double scale = 1 / z;
      t0 *= scale;
      t1 *= scale;
      t2 *= scale;
      for (int p = start; p < end; p++) {
        int cell = cells[p];
        counts[cell] += t0;
        counts[cell + 1] += t1;
        counts[cell + 2] += t2;
      }
      sum0 += t0;
      sum1 += t1;
      sum2 += t2;
    }
    classCounts[0] += sum0;
    classCounts[1] += sum1;
    classCounts[2] += sum2;
  }

  private void four(int from, int to) {
    int[] starts = block.starts();
    int[] cells = block.cells();
    double[] factors = this.factors;
    double[] counts = this.counts;
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (int t = from; t < to; t++) {
      int start = starts[t];
      int end = starts[t + 1];
      if (end - start > CAREFUL) {
        any(t);
        continue;
      }
      double t0 = share[0];
      double t1 = share[1];
      double t2 = share[2];
      double t3 = share[3];
      for (int p = start; p < end; p++) {
        int cell = cells[p];
        t0 *= factors[cell];
        t1 *= factors[cell + 1];
        t2 *= factors[cell + 2];
        t3 *= factors[cell + 3];
      }
      double z = t0 + t1 + t2 + t3;
      count(z);
      double scale = 1 / z;
      t0 *= scale;
      t1 *= scale;
      t2 *= scale;
      t3 *= scale;
      for (int p = start; p < end; p++) {
        int cell = cells[p];
        counts[cell] += t0;
        counts[cell + 1] += t1;
        counts[cell + 2] += t2;
        counts[cell + 3] += t3;
      }
      sum0 += t0;
      sum1 += t1;
      sum2 += t2;
      sum3 += t3;
    }
    classCounts[0] += sum0;
    classCounts[1] += sum1;
    classCounts[2] += sum2;
    classCounts[3] += sum3;
  }

  /** A task of any kind. */
  private void any(int t) {
    believe(t);
    add(t, hasPrior(t));
    if (posterior != null) {
      System.arraycopy(row, 0, posterior, t * block.classes(), block.classes());
    }
  }

  /** Turns the row into T of a task. */
  private void believe(int t) {
    int classes = block.classes();
    joint(t);
    int known = known(t);
    if (known >= 0) {
      count(row[known]);
      Arrays.fill(row, 0);
      row[known] = 1;
    } else {
      double z = row[0];
      for (int k = 1; k < classes; k++) {
        z += row[k];
      }
      count(z);
      double scale = 1 / z;
      for (int k = 0; k < classes; k++) {
        row[k] *= scale;
      }
    }
  }

  /** Adds the row of a task to the sums. */
  private void add(int t, boolean prior) {
    int classes = block.classes();
    double[] weights = block.weights();
    for (int p = block.starts()[t]; p < block.starts()[t + 1]; p++) {
      int cell = block.cells()[p];
      double weight = weights == null ? 1 : weights[p];
      for (int k = 0; k < classes; k++) {
        counts[cell + k] += weight * row[k];
      }
    }
    if (!prior) {
      for (int k = 0; k < classes; k++) {
        classCounts[k] += row[k];
      }
    }
  }

  /** Multiplies up one task, scaled. */
  private void joint(int t) {
    int classes = block.classes();
    if (hasPrior(t)) {
      System.arraycopy(priors(), t * classes, row, 0, classes);
    } else {
      System.arraycopy(share, 0, row, 0, classes);
    }
    double[] weights = block.weights();
    for (int p = block.starts()[t]; p < block.starts()[t + 1]; p++) {
      int cell = block.cells()[p];
      double weight = weights == null ? 1 : weights[p];
      double max = 0;
      for (int k = 0; k < classes; k++) {
        double factor = factors[cell + k];
        row[k] *= weight == 1 ? factor : StrictMath.pow(factor, weight);
        max = Math.max(max, row[k]);
      }
      if (max < SMALL) {
        for (int k = 0; k < classes; k++) {
          row[k] *= SCALE;
        }
        exponent -= SCALE_EXPONENT;
      }
    }
  }

  private int known(int t) {
    int[] known = block.known();
    return known == null ? -1 : known[t];
  }

  private boolean hasPrior(int t) {
    double[] priors = block.priors();
    return priors != null && priors[t * block.classes()] >= 0;
  }

  private double[] priors() {
    return Objects.requireNonNull(block.priors());
  }

  /** Multiplies the likelihood of one task in, its exponent apart. */
  private void count(double z) {
    long bits = Double.doubleToRawLongBits(z);
    exponent += (int) (bits >>> 52) - 1023;
    product *= Double.longBitsToDouble((bits & 0x000f_ffff_ffff_ffffL) | 0x3ff0_0000_0000_0000L);
    if (product > 0x1p900) {
      exponent += Math.getExponent(product);
      product = product / Math.scalb(1.0, Math.getExponent(product));
    }
  }
}
