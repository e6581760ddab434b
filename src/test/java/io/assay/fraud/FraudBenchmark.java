package io.assay.fraud;

import io.assay.Bench;
import io.assay.fraud.clusters.LeidenBenchmark;
import io.assay.fraud.copying.CopyingBenchmark;
import java.util.List;

/** How fast fraud is looked for, part by part. */
public final class FraudBenchmark {
  private static final List<Bench.Benchmark> PARTS =
      List.of(CopyingBenchmark::run, LeidenBenchmark::run);

  private FraudBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    for (Bench.Benchmark part : PARTS) {
      part.run(bench);
    }
  }
}
