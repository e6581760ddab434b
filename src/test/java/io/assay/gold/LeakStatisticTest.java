package io.assay.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.gold.LeakStatistic.Exposure;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakStatisticTest {
  private static List<Exposure> exposures(int early, int earlyRight, int late, int lateRight) {
    List<Exposure> all = new ArrayList<>();
    for (int i = 0; i < early + late; i++) {
      boolean suspect = i >= early;
      all.add(new Exposure(0.7, suspect ? i - early < lateRight : i < earlyRight, suspect));
    }
    return all;
  }

  @Test
  void equalSkills_areFishersTest() {
    // The tea-tasting table: 3 of 4 against 1 of 4 has p = 17/70.
    assertThat(LeakStatistic.pValue(exposures(4, 1, 4, 3))).isCloseTo(17.0 / 70, within(1e-12));
    assertThat(LeakStatistic.pValue(exposures(4, 0, 4, 4))).isCloseTo(1.0 / 70, within(1e-12));
  }

  @Test
  void allRightOrAllWrong_saysNothing() {
    assertThat(LeakStatistic.pValue(exposures(10, 10, 10, 10))).isEqualTo(1);
    assertThat(LeakStatistic.pValue(exposures(10, 0, 10, 0))).isEqualTo(1);
    assertThat(LeakStatistic.pValue(List.of())).isEqualTo(1);
  }

  @Test
  void skill_explainsWhatChanceWouldNot() {
    List<Exposure> skilled = new ArrayList<>();
    for (Exposure one : exposures(15, 6, 15, 14)) {
      skilled.add(new Exposure(one.suspect() ? 3 : -0.5, one.correct(), one.suspect()));
    }
    assertThat(LeakStatistic.pValue(exposures(15, 6, 15, 14))).isLessThan(0.01);
    assertThat(LeakStatistic.pValue(skilled)).isGreaterThan(0.2);
  }

  @Test
  void underTheNull_pIsNoSmallerThanUniform() {
    int[] small = new int[1];
    int cases = 2000;
    Properties.forAll(
        cases,
        random -> {
          double easiness = -2 + 4 * random.nextDouble();
          List<Exposure> all = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            double skill = -1 + 3 * random.nextDouble();
            double right = 1 / (1 + StrictMath.exp(-skill - easiness));
            all.add(new Exposure(skill, random.nextDouble() < right, i >= 20));
          }
          small[0] += LeakStatistic.pValue(all) <= 0.05 ? 1 : 0;
        });
    // Five standard deviations over one in twenty.
    assertThat(small[0]).isLessThan((int) (cases * 0.05 + 5 * Math.sqrt(cases * 0.05 * 0.95)));
  }

  @Test
  void threshold_isBenjaminisAndHochbergs() {
    assertThat(LeakStatistic.threshold(new double[] {0.5, 0.04, 0.9, 0.02})).isEqualTo(0.04);
    assertThat(LeakStatistic.threshold(new double[] {0.5, 0.06, 0.9, 0.7})).isNegative();
    assertThat(LeakStatistic.threshold(new double[0])).isNegative();
  }

  @Test
  void looks_areThree() {
    int before = 0;
    int looks = 0;
    for (int graded = 1; graded <= ExposureBudget.MOST; graded++) {
      if (LeakStatistic.isDue(before, graded)) {
        before = graded;
        looks++;
      }
    }
    assertThat(looks).isEqualTo(LeakStatistic.LOOKS);
  }
}
