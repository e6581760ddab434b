package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReductionPlanTest {
  @Test
  void shortColumns_areOnePass() {
    ReductionPlan plan = new ReductionPlan(new int[] {0, 0, 1024, 1030});
    assertThat(plan.passes()).hasSize(1);
    assertThat(plan.passes().get(0)).containsExactly(0, 0, 1024, 1030);
  }

  @Test
  void longColumns_areCutAndAddedUpAgain() {
    ReductionPlan plan = new ReductionPlan(new int[] {0, 5, 2054, 2054});
    assertThat(plan.passes()).hasSize(2);
    assertThat(plan.passes().get(0)).containsExactly(0, 5, 1029, 2053, 2054, 2054);
    assertThat(plan.passes().get(1)).containsExactly(0, 1, 4, 5);
    assertThat(plan.mostChunks()).isEqualTo(5);
  }

  @Test
  void sums_areThoseOfTheColumns() {
    SplittableRandom random = new SplittableRandom(11);
    int[] length = {0, 1, 1024, 1025, 1_200_000, 3, 0};
    int[] start = new int[length.length + 1];
    for (int c = 0; c < length.length; c++) {
      start[c + 1] = start[c] + length[c];
    }
    int entries = start[length.length];
    float[] rows = new float[100 * 2];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(-3, 4);
    }
    int[] index = new int[entries];
    float[] value = new float[entries];
    double[] expected = new double[length.length * 2];
    for (int c = 0; c < length.length; c++) {
      for (int i = start[c]; i < start[c + 1]; i++) {
        index[i] = random.nextInt(100);
        value[i] = random.nextInt(-2, 3);
        expected[c * 2] += value[i] * rows[index[i] * 2];
        expected[c * 2 + 1] += value[i] * rows[index[i] * 2 + 1];
      }
    }
    ReductionPlan plan = new ReductionPlan(start);
    assertThat(plan.passes()).hasSize(3);
    float[] sums = new Reduction(plan, 2, index, value).onCpu(rows);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) sums[i]).isEqualTo(expected[i]);
    }
  }
}
