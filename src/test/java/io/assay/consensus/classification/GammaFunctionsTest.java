package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaFunctionsTest {
  private static final double EULER = 0.5772156649015329;

  @Test
  void digamma_whereItHasAClosedForm_isIt() {
    double ofHalf = -EULER - 2 * Math.log(2);
    double ofQuarter = -EULER - Math.PI / 2 - 3 * Math.log(2);
    assertThat(GammaFunctions.digamma(0.25)).isCloseTo(ofQuarter, within(1e-12));
    assertThat(GammaFunctions.digamma(0.5)).isCloseTo(ofHalf, within(1e-12));
    assertThat(GammaFunctions.digamma(1)).isCloseTo(-EULER, within(1e-12));
    double harmonic = 0;
    for (int n = 1; n < 2000; n++) {
      harmonic += 1.0 / n;
      assertThat(GammaFunctions.digamma(n + 1)).isCloseTo(harmonic - EULER, within(1e-12));
    }
  }

  @Test
  void digamma_ofSmallNumbers_approachesItsPole() {
    // -1/x - Euler + x pi^2/6 + O(x^2)
    for (double x : new double[] {1e-6, 1e-5, 1e-4}) {
      double expected = -1 / x - EULER + x * Math.PI * Math.PI / 6;
      assertThat(GammaFunctions.digamma(x))
          .isCloseTo(expected, within(2 * x * x + 1e-15 / x + 1e-9));
    }
  }

  @Test
  void digamma_isTheSlopeOfLogGamma() {
    for (double x = 0.05; x < 500; x *= 1.3) {
      double step = 1e-4 * x;
      double slope =
          (GammaFunctions.logGamma(x + step) - GammaFunctions.logGamma(x - step)) / (2 * step);
      assertThat(GammaFunctions.digamma(x)).isCloseTo(slope, within(1e-6 * (1 + 1 / x)));
    }
  }

  @Test
  void logGamma_ofWholeNumbers_isTheLogarithmOfTheFactorial() {
    double logFactorial = 0;
    for (int n = 1; n < 200; n++) {
      logFactorial += Math.log(n);
      assertThat(GammaFunctions.logGamma(n + 1)).isCloseTo(logFactorial, within(1e-10));
    }
  }
}
