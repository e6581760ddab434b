package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int ROWS = 4000;

  @Test
  void error_isTheDistanceBetweenSaidAndTrue() {
    Properties.forAll(
        5,
        random -> {
          double over = 0.3 * random.nextDouble();
          float[] probability = new float[ROWS * 2];
          float[] truth = new float[ROWS * 2];
          for (int row = 0; row < ROWS; row++) {
            double chance = 0.5 + 0.2 * random.nextDouble();
            probability[2 * row] = (float) (chance + over);
            probability[2 * row + 1] = (float) (1 - chance - over);
            truth[2 * row + (random.nextDouble() < chance ? 0 : 1)] = 1;
          }
          assertThat(Calibration.error(probability, Targets.of(2, truth)))
              .isCloseTo(over, within(0.04));
        });
  }

  @Test
  void rowsThatDoNotCount_countNothing() {
    float[] probability = {0.9f, 0.1f, 0.5f, 0.5f};
    Targets targets = new Targets(2, new float[] {0, 1, 0.5f, 0.5f}, new float[] {0, 1});
    assertThat(Calibration.error(probability, targets)).isZero();
    targets = new Targets(2, new float[4], new float[2]);
    assertThat(Calibration.error(probability, targets)).isZero();
  }
}
