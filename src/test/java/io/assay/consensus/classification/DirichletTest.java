package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DirichletTest {
  @Test
  void divergence_fromItself_isNothing_andElsePositive() {
    double[] prior = {0.5, 2, 7};
    assertThat(Dirichlet.divergence(prior, prior)).isCloseTo(0, within(1e-12));
    assertThat(Dirichlet.divergence(new double[] {0.6, 2, 7}, prior)).isPositive();
  }

  @Test
  void divergence_ofBetaTwoOneFromUniform_isLogTwoMinusAHalf() {
    // integral of 2x ln 2x over [0, 1]
    double[] uniform = {1, 1};
    assertThat(Dirichlet.divergence(new double[] {2, 1}, uniform))
        .isCloseTo(Math.log(2) - 0.5, within(1e-12));
  }

  @Test
  void expectedLogs_ofTheUniformDistributionOnTwo_areMinusOne() {
    double[] logs = new double[2];
    Dirichlet.expectedLogs(new double[] {1, 1}, logs);
    assertThat(logs).containsExactly(new double[] {-1, -1}, within(1e-12));
  }
}
