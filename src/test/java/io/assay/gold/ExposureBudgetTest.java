package io.assay.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.platform.Properties;
import org.junit.jupiter.api.Test;

class ExposureBudgetTest {
  @Test
  void recycled_fillsWhatIsMissing_withinAThirdOfWhatMayBePaid() {
    assertThat(ExposureBudget.toRecycle(0, 0, 1_000_000, 0)).isEqualTo(ExposureBudget.IN_TURN);
    assertThat(ExposureBudget.toRecycle(30, 15, 1_000_000, 0)).isEqualTo(5);
    assertThat(ExposureBudget.toRecycle(30, 40, 1_000_000, 0)).isZero();
    assertThat(ExposureBudget.toRecycle(0, 0, 0, 0)).isZero();
    Properties.forAll(
        500,
        random -> {
          long affordable = random.nextInt(5000);
          long promised = random.nextInt(2000);
          int items =
              ExposureBudget.toRecycle(
                  random.nextInt(60), random.nextInt(60), affordable, promised);
          double mean = (ExposureBudget.TURN.shortest() + ExposureBudget.TURN.longest()) / 2.0;
          assertThat(items == 0 || promised + items * mean <= affordable / 3.0).isTrue();
        });
  }
}
