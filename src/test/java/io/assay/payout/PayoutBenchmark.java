package io.assay.payout;

import io.assay.Bench;
import io.assay.payout.merkle.EpochBenchmark;
import io.assay.payout.receipts.BundleBenchmark;
import java.util.List;

/** How fast an epoch is closed, rooted and verified. */
public final class PayoutBenchmark {
  private static final List<Bench.Benchmark> PARTS =
      List.of(EpochBenchmark::run, GasTable::run, ClosingBenchmark::run, BundleBenchmark::run);

  private PayoutBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    for (Bench.Benchmark part : PARTS) {
      part.run(bench);
    }
  }
}
