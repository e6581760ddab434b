package io.assay.fraud.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EValuesTest {
  @Test
  void theMeanOverUniformP_isOne() {
    double sum = 0;
    int steps = 2_000_000;
    for (int i = 0; i < steps; i++) {
      sum += EValues.ofP((i + 0.5) / steps) / steps;
    }
    assertThat(sum).isBetween(0.9, 1.0);
  }

  @Test
  void theFormula_holds_alsoNearOne() {
    for (double p : new double[] {0.001, 0.05, 0.5, 0.9}) {
      double log = Math.log(p);
      assertThat(EValues.ofP(p)).isCloseTo((1 - p + p * log) / (p * log * log), within(1e-9));
    }
    assertThat(EValues.ofP(1)).isEqualTo(0.5);
    assertThat(EValues.ofP(0.9991)).isCloseTo(EValues.ofP(0.9989), within(1e-3));
    assertThat(EValues.ofP(0.001)).isBetween(20.0, 22.0);
  }
}
