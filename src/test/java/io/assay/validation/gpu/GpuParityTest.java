package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a GPU computes is bit by bit what the CPU computes. Runs with {@code -Pgpu}, where there is
 * a GPU or an emulated one; {@code -Dgpu.size} says how many rows.
 */
@Tag("gpu")
class GpuParityTest {
  private static final int ROWS = Integer.getInteger("gpu.size", 200_000);
  private static final int COLUMNS = Math.min(ROWS, 1 << 12);

  private final List<String> log = new ArrayList<>();
  private Engine engine;

  @BeforeEach
  void openTheDevice() {
    engine = Engines.open(CudaDriver::new, log::add);
    assertThat(engine).as(log.toString()).isInstanceOf(GpuEngine.class);
  }

  private <R> void same(String name, Job<R> job) {
    Stamped<R> result = engine.run(job);
    assertThat(result.stamp().engine()).as("%s: %s", name, log).startsWith("gpu ");
    assertThat(job.same(job.onCpu(), result.result())).as(name).isTrue();
  }

  @Test
  void smallJobs() {
    for (Map.Entry<String, Job<?>> job : SelfTest.jobs().entrySet()) {
      same(job.getKey(), job.getValue());
    }
  }

  @Test
  void heads() {
    GpuWorkload workload = new GpuWorkload(1);
    for (int classes : new int[] {2, 4, 10, 32}) {
      HeadScoring scoring = workload.scoring(ROWS, COLUMNS, classes);
      same("scoring of " + classes, scoring);
      HeadTraining training = workload.training(ROWS, COLUMNS, classes);
      same("gradient of " + classes, training.gradient());
      same("training of " + classes, training.steps(3));
    }
  }

  @Test
  void iterationsOfEm() {
    GpuWorkload workload = new GpuWorkload(2);
    for (int classes : new int[] {2, 4, 10}) {
      for (int iterations : new int[] {1, 2, 10}) {
        same(
            "EM of " + classes + ", " + iterations,
            workload.em(ROWS / 5, ROWS / 100 + 3, classes, iterations));
      }
    }
  }

  @Test
  void pairs() {
    GpuWorkload workload = new GpuWorkload(3);
    same("Hamming pairs", workload.hamming(ROWS / 10));
    for (int classes : new int[] {2, 4, 8, 16}) {
      same("agreement of " + classes, workload.agreement(ROWS / 100 + 70, 256, classes));
    }
  }
}
