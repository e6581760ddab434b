package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactArithmeticTest {
  private static final int DRAWS = 200_000;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void exponential_isAccurate() {
    for (int i = 0; i < DRAWS; i++) {
      float x = -87 * random.nextInt(1 << 24) * 0x1p-24f;
      double exact = StrictMath.exp(x);
      assertThat(ExactArithmetic.exp(x) / exact).as("exp %s", x).isCloseTo(1, within(1.5e-7));
    }
    assertThat(ExactArithmetic.exp(0)).isEqualTo(1);
    assertThat(ExactArithmetic.exp(-0.0f)).isEqualTo(1);
    assertThat(ExactArithmetic.exp(-88)).isZero();
    assertThat(ExactArithmetic.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(ExactArithmetic.exp(Float.NaN)).isNaN();
  }

  @Test
  void logarithm_isAccurate() {
    for (int i = 0; i < DRAWS; i++) {
      float x = Float.intBitsToFloat(0x00800000 + random.nextInt(0x7f7fffff - 0x00800000));
      double exact = StrictMath.log(x);
      assertThat((double) ExactArithmetic.log(x))
          .as("log %s", x)
          .isCloseTo(exact, within(1.5e-7 * Math.abs(exact) + 1e-9));
    }
    assertThat(ExactArithmetic.log(1)).isZero();
    assertThat(ExactArithmetic.log(0)).isEqualTo(ExactArithmetic.log(Float.MIN_NORMAL));
  }

  @Test
  void lanes_areAddedAlikeHoweverFewAreUsed() {
    for (int used = 0; used <= ExactArithmetic.LANES; used++) {
      float[] sums = new float[ExactArithmetic.LANES * 2];
      for (int i = 0; i < used * 2; i++) {
        sums[i] = i == 3 ? -0.0f : random.nextInt(2000) * 0.001f - 1;
      }
      float[] all = sums.clone();
      ExactArithmetic.addLanes(sums, 2, used);
      ExactArithmetic.addLanes(all, 2, ExactArithmetic.LANES);
      assertThat(GoldenVectors.bits(Arrays.copyOf(sums, 2)))
          .as("%s lanes", used)
          .isEqualTo(GoldenVectors.bits(Arrays.copyOf(all, 2)));
    }
  }
}
