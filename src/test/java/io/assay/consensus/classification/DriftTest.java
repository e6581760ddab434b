package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static double[] answers(Random random, int count, double before, double after, int from) {
    double[] believed = new double[count];
    for (int i = 0; i < count; i++) {
      believed[i] = random.nextDouble() < (i < from ? before : after) ? 0.99 : 0.01;
    }
    return believed;
  }

  private static Drift.Trend trend(double[] believed) {
    return Drift.of(believed).orElseThrow().trend();
  }

  @Test
  void steadyLabelers_areRarelyCalledAnythingElse() {
    Random random = new Random(7);
    int looks = 0;
    int called = 0;
    for (double accuracy : new double[] {0.3, 0.5, 0.7, 0.85, 0.95, 0.99}) {
      for (int count : new int[] {30, 60, 100, 200, 500}) {
        for (int n = 0; n < 2000; n++) {
          looks++;
          double[] believed = answers(random, count, accuracy, accuracy, 0);
          called += trend(believed) == Drift.Trend.STEADY ? 0 : 1;
        }
      }
    }
    assertThat((double) called / looks).isLessThan(0.004);
  }

  @Test
  void steadyLabelersOfACrowd_areRarelyCalledAnythingElse() {
    int looks = 0;
    int called = 0;
    for (int seed = 0; seed < 12; seed++) {
      SyntheticCrowd crowd = SyntheticCrowd.of(new Random(seed), 500, 25, 4, 4);
      Map<String, List<String>> order = new TreeMap<>();
      for (String[] row : crowd.rows()) {
        order.computeIfAbsent(row[1], labeler -> new ArrayList<>()).add(row[0]);
      }
      Consensus fit = Aggregators.DEFAULT.aggregate(crowd.answers(), Map.of());
      for (Map.Entry<String, List<String>> one : order.entrySet()) {
        looks++;
        Drift drift = fit.drift(one.getKey(), one.getValue()).orElseThrow();
        called += drift.trend() == Drift.Trend.STEADY ? 0 : 1;
      }
    }
    assertThat(looks).isEqualTo(300);
    assertThat(called).isLessThanOrEqualTo(3);
  }

  @Test
  void plantedDrift_isFoundWithItsSignAndInterval() {
    Random random = new Random(8);
    int falling = 0;
    int rising = 0;
    int covered = 0;
    for (int n = 0; n < 1000; n++) {
      Drift fallen = Drift.of(answers(random, 200, 0.9, 0.55, 150)).orElseThrow();
      falling += fallen.trend() == Drift.Trend.FALLING ? 1 : 0;
      covered += fallen.changeLow() <= -0.35 && -0.35 <= fallen.changeHigh() ? 1 : 0;
      Drift risen = Drift.of(answers(random, 200, 0.55, 0.9, 150)).orElseThrow();
      rising += risen.trend() == Drift.Trend.RISING ? 1 : 0;
    }
    assertThat(falling).isGreaterThan(950);
    assertThat(rising).isGreaterThan(900);
    assertThat(covered).isGreaterThan(900);
  }

  @Test
  void fewAnswers_sayNothing() {
    assertThat(Drift.of(new double[29])).isEmpty();
    assertThat(Drift.of(new double[30])).isPresent();
    double[] certain = new double[600];
    assertThat(trend(certain)).isEqualTo(Drift.Trend.STEADY);
    Drift drift = Drift.of(certain).orElseThrow();
    assertThat(drift.latestAnswers()).isEqualTo(Drift.MAX_WINDOW);
    assertThat(drift.earlierAnswers()).isEqualTo(550);
    assertThat(drift.changeLow()).isLessThan(0);
  }

  @Test
  void uncertainTruth_isNoGroundForACall() {
    double[] believed = new double[60];
    for (int i = 0; i < believed.length; i++) {
      believed[i] = i < 40 ? 0.8 : 0.5;
    }
    assertThat(trend(believed)).isEqualTo(Drift.Trend.STEADY);
  }

  @Test
  void labelerWhoTires_isFoundFromAFit_inWhateverOrderRowsCome() {
    Random random = new Random(9);
    List<String[]> rows = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (int t = 0; t < 240; t++) {
      int truth = random.nextInt(3);
      order.add("t" + t);
      for (int j = 0; j < 7; j++) {
        double accuracy = j == 0 && t >= 190 ? 0.4 : 0.85;
        int given = random.nextDouble() < accuracy ? truth : (truth + 1 + random.nextInt(2)) % 3;
        rows.add(new String[] {"t" + t, "w" + j, "c" + given});
      }
    }
    Consensus fit = Aggregators.DEFAULT.aggregate(SyntheticCrowd.answers(rows), Map.of());
    assertThat(fit.drift("w0", order).orElseThrow().trend()).isEqualTo(Drift.Trend.FALLING);
    for (int j = 1; j < 7; j++) {
      assertThat(fit.drift("w" + j, order).map(Drift::trend))
          .isEqualTo(Optional.of(Drift.Trend.STEADY));
    }
    assertThat(fit.drift("nobody", order)).isEmpty();
  }
}
