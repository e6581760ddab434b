package io.assay.fraud.clusters;

import io.assay.Bench;
import java.util.List;
import java.util.SplittableRandom;

/** How long Leiden takes on the evidence of a large platform, farms among strangers. */
public final class LeidenBenchmark {
  private static final int LABELERS = 100_000;
  private static final int EDGES = 1_000_000;
  private static final int FARMS = 500;
  private static final int FARM_SIZE = 20;
  private static final double FARM_NATS = 20;

  /** Chance agreement of pairs that barely count as edges. */
  private static final double STRANGER_NATS = 0.5;

  private LeidenBenchmark() {}

  /** Measures {@code leiden_seconds}. */
  public static void run(Bench bench) throws Exception {
    int[] first = new int[EDGES];
    int[] second = new int[EDGES];
    double[] weight = new double[EDGES];
    plant(first, second, weight);
    Found found = new Found();
    double seconds =
        Bench.seconds(
            () -> found.clusters = LeidenClustering.cluster(LABELERS, first, second, weight));
    int farms = recovered(found.clusters);
    if (farms < FARMS * 0.98) {
      throw new IllegalStateException("only " + farms + " of " + FARMS + " farms recovered");
    }
    bench.figure("leiden_seconds", seconds, "s");
  }

  private static final class Found {
    List<int[]> clusters = List.of();
  }

  private static void plant(int[] first, int[] second, double[] weight) {
    SplittableRandom random = new SplittableRandom(1);
    int edges = 0;
    for (int farm = 0; farm < FARMS; farm++) {
      for (int i = 0; i < FARM_SIZE; i++) {
        for (int j = i + 1; j < FARM_SIZE; j++) {
          first[edges] = farm * FARM_SIZE + i;
          second[edges] = farm * FARM_SIZE + j;
          weight[edges++] = FARM_NATS;
        }
      }
    }
    java.util.HashSet<Long> seen = new java.util.HashSet<>();
    while (edges < EDGES) {
      int a = random.nextInt(LABELERS);
      int b = random.nextInt(LABELERS);
      boolean sameFarm = a / FARM_SIZE == b / FARM_SIZE && a < FARMS * FARM_SIZE;
      if (a != b && !sameFarm && seen.add((long) Math.min(a, b) * LABELERS + Math.max(a, b))) {
        first[edges] = a;
        second[edges] = b;
        weight[edges++] = random.nextDouble() * 2 * STRANGER_NATS;
      }
    }
  }

  private static int recovered(List<int[]> clusters) {
    int farms = 0;
    for (int[] cluster : clusters) {
      boolean whole =
          cluster.length == FARM_SIZE
              && cluster[0] % FARM_SIZE == 0
              && cluster[0] < FARMS * FARM_SIZE
              && cluster[FARM_SIZE - 1] == cluster[0] + FARM_SIZE - 1;
      farms += whole ? 1 : 0;
    }
    return farms;
  }
}
