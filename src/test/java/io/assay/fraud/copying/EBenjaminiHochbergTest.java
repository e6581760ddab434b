package io.assay.fraud.copying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import org.junit.jupiter.api.Test;

class EBenjaminiHochbergTest {
  @Test
  void theLargestThatCarryEachOther_areTaken() {
    // m / q = 200: the first alone would need 200, two need 100 each, three 67 each.
    double[] logs = {Math.log(110), Math.log(105), Math.log(60), Math.log(3)};
    assertThat(EBenjaminiHochberg.minLogEValue(logs, 10, 0.05))
        .isCloseTo(Math.log(105), within(1e-12));
  }

  @Test
  void nothingIsTaken_whereNoneIsStrongEnough() {
    double[] logs = {Math.log(90), Math.log(60)};
    assertThat(EBenjaminiHochberg.minLogEValue(logs, 10, 0.05)).isInfinite();
    assertThat(EBenjaminiHochberg.minLogEValue(new double[0], 10, 0.05)).isInfinite();
  }

  /**
   * E-values e^(t z - t t / 2) of z normal have mean 1; under the global null any find is false.
   */
  @Test
  void underTheNull_anythingIsTakenInFewSamples() {
    int[] taken = {0};
    Properties.forAll(
        400,
        random -> {
          double[] logs = new double[50];
          for (int i = 0; i < logs.length; i++) {
            logs[i] = 2 * random.nextGaussian() - 2;
          }
          taken[0] += EBenjaminiHochberg.minLogEValue(logs, 50, 0.05) < 99 ? 1 : 0;
        });
    assertThat(taken[0]).isLessThanOrEqualTo(20);
  }
}
