package io.assay.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatasetViewsTest {
  @Test
  void roughly_isNeverMore_andNothingOnlyWhereNothingIs() {
    for (long count = 0; count < 100_000; count += 1 + count / 50) {
      long rough = DatasetViews.roughlyDown(count);
      assertThat(rough).isLessThanOrEqualTo(count);
      assertThat(5 * rough).isGreaterThanOrEqualTo(2 * count);
      assertThat(rough == 0).isEqualTo(count == 0);
    }
  }

  @Test
  void roughly_goesOneTwoFive() {
    assertThat(DatasetViews.roughlyDown(1)).isEqualTo(1);
    assertThat(DatasetViews.roughlyDown(4)).isEqualTo(2);
    assertThat(DatasetViews.roughlyDown(9)).isEqualTo(5);
    assertThat(DatasetViews.roughlyDown(10)).isEqualTo(10);
    assertThat(DatasetViews.roughlyDown(1999)).isEqualTo(1000);
    assertThat(DatasetViews.roughlyDown(1_000_000)).isEqualTo(1_000_000);
  }
}
