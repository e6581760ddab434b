package io.assay.validation;

import io.assay.Bench;
import io.assay.validation.features.EncodingBenchmark;
import io.assay.validation.heads.TrainingBenchmark;
import java.util.List;

/** How fast the model of the items works on the CPU, part by part. */
public final class ValidationBenchmark {
  private static final List<Bench.Benchmark> PARTS =
      List.of(EncodingBenchmark::run, TrainingBenchmark::run);

  private ValidationBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    for (Bench.Benchmark part : PARTS) {
      part.run(bench);
    }
  }
}
