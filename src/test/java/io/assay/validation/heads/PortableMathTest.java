package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PortableMathTest {
  @Test
  void exp_isExact_toAFewUnitsInTheLastPlace() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      float x = (float) (random.nextDouble() * 170 - 85);
      double exact = Math.exp(x);
      assertThat(Math.abs(PortableMath.exp(x) - exact) / exact).isLessThan(2e-7);
    }
    assertThat(PortableMath.exp(0)).isEqualTo(1);
    assertThat(PortableMath.exp(-1000)).isZero();
    assertThat(PortableMath.exp(1000)).isFinite();
  }

  @Test
  void log_isExact_toAFewUnitsInTheLastPlace() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200_000; i++) {
      float x = (float) Math.exp(random.nextDouble() * 160 - 80);
      double exact = Math.log(x);
      assertThat(Math.abs(PortableMath.log(x) - exact))
          .isLessThan(2e-7 * Math.max(1, Math.abs(exact)));
    }
    assertThat(PortableMath.log(1)).isZero();
  }

  @Test
  void softmax_sumsToOne_howeverLargeTheLogOdds() {
    float[] row = {7, 1000, 998, -1000};
    float normaliser = PortableMath.softmax(row, 1, 3);
    assertThat(row[0]).isEqualTo(7);
    assertThat(row[1] + row[2] + row[3]).isCloseTo(1, within(1e-6f));
    assertThat(normaliser).isCloseTo(1000.1269f, within(1e-3f));
    assertThat(row[2]).isCloseTo(0.1192029f, within(1e-6f));
  }
}
