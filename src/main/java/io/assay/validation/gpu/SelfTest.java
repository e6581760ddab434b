package io.assay.validation.gpu;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/*
 * Every kernel of every width runs on drawn data with what is hard: empty rows, rows longer than a warp, columns of more than
 * one pass, known items, weights, widths that the classes do not fill.
 */
/** Jobs that run on a device and on the CPU and must come to the same bits. */
final class SelfTest {
  private static final long SEED = 20260101;
  private static final int[] CLASSES = {2, 3, 5, 11, 27};
  private static final int ROWS = 60;
  private static final int COLUMNS = 40;
  private static final int ITEMS = ReductionPlan.CHUNK + 76;
  private static final int LABELERS = 9;
  private static final float STRENGTH = 2;
  private static final AdamSettings ADAM = new AdamSettings(0.05f, 0.9f, 0.999f, 1e-8f, 0.001f);

  private final SplittableRandom random = new SplittableRandom(SEED);

  private SelfTest() {}

  /** Returns what the device does differently, if anything. */
  static Optional<String> run(Supplier<Device> devices) {
    for (Map.Entry<String, Job<?>> job : jobs().entrySet()) {
      if (!agrees(job.getValue(), devices.get())) {
        return Optional.of(job.getKey());
      }
    }
    return Optional.empty();
  }

  private static <R> boolean agrees(Job<R> job, Device device) {
    R there = job.onDevice(device);
    device.release(0);
    return job.same(job.onCpu(), there);
  }

  /** The jobs, by name. */
  static Map<String, Job<?>> jobs() {
    SelfTest test = new SelfTest();
    Map<String, Job<?>> jobs = new LinkedHashMap<>();
    for (int classes : CLASSES) {
      SparseMatrix features = test.features();
      SoftmaxHead head =
          new SoftmaxHead(COLUMNS, classes, test.floats((COLUMNS + 1) * classes, -2, 2));
      DenseMatrix targets = new DenseMatrix(classes, test.floats(ROWS * classes, 0, 1));
      HeadTraining training =
          new HeadTraining(features, head, targets, test.floats(ROWS, 0, 2), ADAM);
      jobs.put("head of " + classes, new HeadScoring(features, head, 1.5f));
      jobs.put("gradient of " + classes, training.gradient());
      jobs.put("training of " + classes, training.steps(3));
      jobs.put("EM of " + classes, new EmIterations(test.answers(classes, false), STRENGTH, 3));
      jobs.put(
          "weighted EM of " + classes, new EmIterations(test.answers(classes, true), STRENGTH, 2));
    }
    jobs.put("Hamming pairs", new HammingSearch(test.hashes(), 3, ITEMS * ITEMS));
    for (int bits = 1; bits <= ProbeAnswers.MAX_BITS; bits++) {
      AgreementRule rule = new AgreementRule(20, 2, 5, ITEMS * ITEMS / 2);
      jobs.put("agreement of " + bits, new AgreementSearch(test.probes(1 << bits), rule));
    }
    return jobs;
  }

  private float[] floats(int count, float low, float high) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = low + (high - low) * (random.nextInt(1 << 24) * 0x1p-24f);
    }
    return all;
  }

  private int[] starts(int rows) {
    int[] start = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      int length = row % 10 == 1 ? 0 : row % 10 == 2 ? 75 : random.nextInt(12);
      start[row + 1] = start[row] + length;
    }
    return start;
  }

  private int[] below(int count, int bound) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = random.nextInt(bound);
    }
    return all;
  }

  private SparseMatrix features() {
    int[] start = starts(ROWS);
    int entries = start[ROWS];
    return new SparseMatrix(COLUMNS, start, below(entries, COLUMNS), floats(entries, -1, 1));
  }

  private CrowdAnswers answers(int classes, boolean weighted) {
    int[] start = starts(ITEMS);
    int count = start[ITEMS];
    int[] known = below(ITEMS, classes);
    for (int item = 0; item < ITEMS; item++) {
      known[item] = item % 5 == 0 ? known[item] : -1;
    }
    return new CrowdAnswers(
        LABELERS,
        classes,
        start,
        below(count, LABELERS),
        below(count, classes),
        weighted ? floats(count, 0, 1) : null,
        weighted ? known : null,
        weighted ? floats(ITEMS * classes, 0.01f, 1) : null);
  }

  private long[] hashes() {
    long[] hash = new long[ITEMS];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = random.nextLong();
      if (i % 3 == 2) {
        hash[i] = hash[random.nextInt(i)] ^ 1L << random.nextInt(64) ^ 1L << random.nextInt(64);
      }
    }
    return hash;
  }

  private ProbeAnswers probes(int classes) {
    int items = 600;
    int[] key = below(items, classes);
    int[][] answer = new int[70][items];
    for (int[] row : answer) {
      for (int item = 0; item < items; item++) {
        int kind = random.nextInt(10);
        row[item] = kind == 0 ? -1 : kind < 5 ? random.nextInt(classes) : key[item];
      }
    }
    return ProbeAnswers.of(answer, classes);
  }
}
