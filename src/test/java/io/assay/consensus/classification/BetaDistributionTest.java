package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BetaDistributionTest {
  @Test
  void cumulative_ofKnownCases_isExact() {
    assertThat(new BetaDistribution(1, 1).cumulative(0.3)).isCloseTo(0.3, within(1e-12));
    assertThat(new BetaDistribution(2, 3).cumulative(0.5)).isCloseTo(0.6875, within(1e-12));
    // The arcsine distribution: 2 / pi asin(sqrt(x)).
    assertThat(new BetaDistribution(0.5, 0.5).cumulative(0.25)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(new BetaDistribution(3, 1).cumulative(0)).isZero();
    assertThat(new BetaDistribution(3, 1).cumulative(1)).isEqualTo(1);
  }

  @Test
  void quantile_invertsCumulative() {
    for (double a : new double[] {0.2, 1, 7.5, 400}) {
      for (double b : new double[] {0.3, 2, 90}) {
        BetaDistribution beta = new BetaDistribution(a, b);
        assertThat(beta.cumulative(beta.quantile(0.025))).isCloseTo(0.025, within(1e-6));
        assertThat(beta.cumulative(beta.quantile(0.975))).isCloseTo(0.975, within(1e-6));
      }
    }
  }

  @Test
  void of_meanAndVariance_hasThem() {
    BetaDistribution beta = BetaDistribution.of(0.8, 0.01);
    double size = beta.a() + beta.b();
    assertThat(beta.a() / size).isCloseTo(0.8, within(1e-12));
    assertThat(beta.a() * beta.b() / (size * size * (size + 1))).isCloseTo(0.01, within(1e-12));
  }
}
