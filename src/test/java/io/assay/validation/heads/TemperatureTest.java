package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import org.junit.jupiter.api.Test;

class TemperatureTest {
  @Test
  void temperature_undoesWhatLogOddsWereMultipliedBy() {
    Properties.forAll(
        4,
        random -> {
          float factor = (float) Math.exp(3 * random.nextDouble() - 1.5);
          int rows = 3000;
          float[] logOdds = new float[rows * 3];
          float[] truth = new float[rows * 3];
          float[] weight = new float[rows];
          for (int i = 0; i < rows; i++) {
            float[] row = new float[3];
            for (int k = 0; k < 3; k++) {
              row[k] = (float) (2 * SyntheticTexts.gaussian(random));
              logOdds[3 * i + k] = row[k] * factor;
            }
            PortableMath.softmax(row, 0, 3);
            double at = random.nextDouble();
            truth[3 * i + (at < row[0] ? 0 : at < row[0] + row[1] ? 1 : 2)] = 1;
            weight[i] = i % 2;
          }
          Targets targets = new Targets(3, truth, weight);
          double found = Temperature.fit(logOdds, targets);
          assertThat(found / factor).isCloseTo(1, within(0.12));
          double least = Temperature.crossEntropy(logOdds, targets, found);
          assertThat(Temperature.crossEntropy(logOdds, targets, found * 1.02)).isGreaterThan(least);
          assertThat(Temperature.crossEntropy(logOdds, targets, found / 1.02)).isGreaterThan(least);
        });
  }

  @Test
  void noRowThatCounts_changesNothing() {
    assertThat(Temperature.fit(new float[6], new Targets(3, new float[6], new float[2])))
        .isEqualTo(1);
  }

  @Test
  void probabilities_areNeverBelowTheFloor_andSumToOne() {
    float[] probabilities = Temperature.apply(new float[] {100, 0, -100, 1, 2, 3}, 3, 0.5);
    assertThat(probabilities[2]).isBetween(0.99e-6f, 1.01e-6f);
    assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-6f));
    assertThat(probabilities[5]).isGreaterThan(0.8f);
  }
}
