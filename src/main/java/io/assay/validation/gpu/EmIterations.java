package io.assay.validation.gpu;

import org.jspecify.annotations.Nullable;

/*
 * Items i, labelers j, K classes k, answer l_ij with weight w_ij, strength s.
 *
 * Start:  T = shares of the votes, known items one-hot throughout, 1/K without votes;
 *         P(l|k) = (1 + sum_ij w_ij T_ik [l_ij = l]) / (sum over l), kept as it is.
 * M:      c_j(l,k) = sum_i w_ij T_ik [l_ij = l];  pi_k = (0.01 + sum_i T_ik) / (sum over k);
 *         theta_j(l|k) = (c_j(l,k) + s P(l|k)) / (sum over l).
 * E:      log T_ik = log pi_k (or the item's prior) + sum_j w_ij log theta_j(l_ij|k) - log Z_i.
 *
 * The same as io.assay.consensus.classification.ConfusionEm, in floats and with sums in the order of the kernels. Source:
 * Dawid and Skene (1979).
 */
/** Iterations of hierarchical Dawid–Skene. */
final class EmIterations implements Job<DawidSkeneFit> {
  private static final float CLASS_PRIOR = 0.01f;

  private final CrowdAnswers answers;
  private final float strength;
  private final int iterations;
  private final int classes;
  private final int width;
  private final int[] cell;
  private final float[] pooled;
  private final float[] startPosterior;
  private final float @Nullable [] logPrior;
  private final Reduction cells;
  private final Reduction items;

  EmIterations(CrowdAnswers answers, float strength, int iterations) {
    if (!(strength > 0) || iterations < 1) {
      throw new IllegalArgumentException("EM needs a positive strength and at least one iteration");
    }
    this.answers = answers;
    this.strength = strength;
    this.iterations = iterations;
    classes = answers.classes();
    width = Rows.width(classes);
    cell = new int[answers.answer().length];
    for (int i = 0; i < cell.length; i++) {
      cell[i] = answers.labeler()[i] * classes + answers.answer()[i];
    }
    startPosterior = shares();
    cells = byCell();
    items = new Reduction(new ReductionPlan(new int[] {0, answers.items()}), width, null, null);
    logPrior = answers.prior() == null ? null : logarithms(answers.prior());
    pooled = pool();
  }

  @Override
  public boolean hasKernels() {
    return Rows.haveKernels(classes);
  }

  private float[] shares() {
    float[] share = new float[answers.items() * width];
    for (int item = 0; item < answers.items(); item++) {
      int row = item * width;
      float all = 0.0f;
      for (int i = answers.start()[item]; i < answers.start()[item + 1]; i++) {
        float counted = answers.weight() == null ? 1.0f : answers.weight()[i];
        share[row + answers.answer()[i]] += counted;
        all += counted;
      }
      int truth = answers.known() == null ? -1 : answers.known()[item];
      for (int k = 0; k < classes; k++) {
        share[row + k] = all > 0 ? share[row + k] / all : 1.0f / classes;
        if (truth >= 0) {
          share[row + k] = k == truth ? 1.0f : 0.0f;
        }
      }
    }
    return share;
  }

  private float[] logarithms(float[] prior) {
    float[] logarithm = new float[prior.length];
    for (int i = 0; i < prior.length; i++) {
      logarithm[i] = ExactArithmetic.log(prior[i]);
    }
    return Rows.widen(logarithm, classes);
  }

  /** The answers sorted by cell, those of a cell in their order. */
  private Reduction byCell() {
    int[] start = new int[answers.labelers() * classes + 1];
    for (int one : cell) {
      start[one + 1]++;
    }
    for (int i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
    int[] next = start.clone();
    int[] item = new int[cell.length];
    float[] counted = answers.weight() == null ? null : new float[cell.length];
    for (int i = 0; i < answers.items(); i++) {
      for (int a = answers.start()[i]; a < answers.start()[i + 1]; a++) {
        int place = next[cell[a]]++;
        item[place] = i;
        if (counted != null && answers.weight() != null) {
          counted[place] = answers.weight()[a];
        }
      }
    }
    return new Reduction(new ReductionPlan(start), width, item, counted);
  }

  private float[] pool() {
    float[] counts = cells.onCpu(startPosterior);
    float[] pool = new float[classes * width];
    for (int k = 0; k < classes; k++) {
      double all = 0;
      double[] sum = new double[classes];
      for (int answer = 0; answer < classes; answer++) {
        sum[answer] = 1;
        for (int labeler = 0; labeler < answers.labelers(); labeler++) {
          sum[answer] += counts[(labeler * classes + answer) * width + k];
        }
        all += sum[answer];
      }
      for (int answer = 0; answer < classes; answer++) {
        pool[answer * width + k] = (float) (sum[answer] / all);
      }
    }
    return pool;
  }

  @Override
  public DawidSkeneFit onCpu() {
    float[] posterior = startPosterior.clone();
    float[] logTheta = new float[answers.labelers() * classes * width];
    float[] logShare = new float[width];
    float[] logLikelihood = new float[answers.items()];
    for (int i = 0; i < iterations; i++) {
      float[] counts = cells.onCpu(posterior);
      Rows.each(
          answers.labelers(),
          (from, to) ->
              DawidSkeneReference.confusions(
                  from, to, classes, width, strength, pooled, counts, logTheta));
      DawidSkeneReference.shares(classes, CLASS_PRIOR, items.onCpu(posterior), logShare);
      DawidSkeneReference.Input input =
          new DawidSkeneReference.Input(
              classes,
              width,
              answers.start(),
              cell,
              answers.weight(),
              logTheta,
              logPrior != null,
              logPrior == null ? logShare : logPrior,
              answers.known());
      Rows.each(
          answers.items(),
          (from, to) -> DawidSkeneReference.expectation(from, to, input, posterior, logLikelihood));
    }
    return fit(posterior, logTheta, logShare, logLikelihood);
  }

  @Override
  public DawidSkeneFit onDevice(Device device) {
    OnDevice there = new OnDevice(device);
    for (int i = 0; i < iterations; i++) {
      there.iterate();
    }
    return fit(
        device.floats(there.posterior, startPosterior.length),
        device.floats(there.logTheta, answers.labelers() * classes * width),
        device.floats(there.logShare, width),
        device.floats(there.logLikelihood, answers.items()));
  }

  private DawidSkeneFit fit(
      float[] posterior, float[] logTheta, float[] logShare, float[] logLikelihood) {
    double sum = 0;
    for (float one : logLikelihood) {
      sum += one;
    }
    return new DawidSkeneFit(
        classes,
        Rows.narrow(posterior, classes),
        Rows.narrow(logTheta, classes),
        Rows.narrow(logShare, classes),
        sum);
  }

  @Override
  public boolean same(DawidSkeneFit one, DawidSkeneFit other) {
    return ExactArithmetic.sameBits(one.posterior(), other.posterior())
        && ExactArithmetic.sameBits(one.logTheta(), other.logTheta())
        && ExactArithmetic.sameBits(one.logShare(), other.logShare())
        && Double.compare(one.logLikelihood(), other.logLikelihood()) == 0;
  }

  /** What an iteration needs on a device; the benchmark times it alone. */
  final class OnDevice {
    private final Device device;
    private final Memory start;
    private final Memory cellOf;
    private final Memory weight;
    private final Memory known;
    private final Memory prior;
    private final Memory pool;
    private final Memory posterior;
    private final Memory logTheta;
    private final Memory logShare;
    private final Memory logLikelihood;
    private final Reduction.OnDevice byCell;
    private final Reduction.OnDevice byItem;

    OnDevice(Device device) {
      this.device = device;
      start = device.upload(answers.start());
      cellOf = device.upload(cell);
      weight = device.upload(answers.weight());
      known = device.upload(answers.known());
      prior = device.upload(logPrior);
      pool = device.upload(pooled);
      posterior = device.upload(startPosterior);
      logTheta = device.words((long) answers.labelers() * classes * width);
      logShare = device.words(width);
      logLikelihood = device.words(answers.items());
      byCell = cells.on(device);
      byItem = items.on(device);
    }

    void iterate() {
      device.launch(
          Launch.threads("confusions_" + width, (long) answers.labelers() * width)
              .with(answers.labelers())
              .with(classes)
              .with(strength)
              .with(pool)
              .with(byCell.run(posterior))
              .with(logTheta));
      device.launch(
          Launch.single("shares_" + width)
              .with(classes)
              .with(CLASS_PRIOR)
              .with(byItem.run(posterior))
              .with(logShare));
      device.launch(
          Launch.threads("expectation_" + width, answers.items())
              .with(answers.items())
              .with(classes)
              .with(start)
              .with(cellOf)
              .with(weight)
              .with(logTheta)
              .with(logPrior == null ? 0 : 1)
              .with(logPrior == null ? logShare : prior)
              .with(known)
              .with(posterior)
              .with(logLikelihood));
    }
  }

  /** Bytes an iteration reads and writes at the least. */
  long bytesAnIteration() {
    long posteriors = 4L * startPosterior.length;
    long maximisation = 4L * cell.length + posteriors + posteriors;
    long expectation = 4L * cell.length + 4L * answers.items() + posteriors + 4L * answers.items();
    long tables = 4L * 4L * answers.labelers() * classes * width;
    return maximisation + expectation + tables;
  }
}
