package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassAccuracyTest {
  /** Every labeler is right in 95 % but the first, who takes most c2 for c1. */
  private static Consensus fit(int tasks, long seed) {
    Random random = new Random(seed);
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      int truth = t % 3;
      for (int j = 0; j < 6; j++) {
        double accuracy = j == 0 && truth == 2 ? 0.3 : 0.95;
        int given = random.nextDouble() < accuracy ? truth : (truth + 2) % 3;
        rows.add(new String[] {"t" + t, "w" + j, "c" + given});
      }
    }
    return Aggregators.DEFAULT.aggregate(SyntheticCrowd.answers(rows), Map.of());
  }

  @Test
  void plantedWeakness_isTheWorstClass_insideItsInterval() {
    int covered = 0;
    for (int seed = 0; seed < 20; seed++) {
      ClassAccuracy worst = fit(240, seed).reliabilities().get(0).worstClass();
      assertThat(worst).isNotNull();
      assertThat(worst.label()).isEqualTo("c2");
      assertThat(worst.expectedAnswers()).isBetween(70.0, 90.0);
      assertThat(worst.accuracy()).isBetween(worst.accuracyLow(), worst.accuracyHigh());
      covered += worst.accuracyLow() <= 0.3 && 0.3 <= worst.accuracyHigh() ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(17);
  }

  @Test
  void fewAnswersToEveryClass_nameNone() {
    for (Reliability reliability : fit(24, 1).reliabilities()) {
      assertThat(reliability.worstClass()).isNull();
    }
  }

  @Test
  void answersThatAreNoClasses_nameNone() {
    Answers.Builder answers = Answers.builder();
    for (int t = 0; t < 40; t++) {
      answers.add("t" + t, "a", "text " + t).add("t" + t, "b", "other text " + t);
    }
    for (Reliability one :
        new MajorityVote().aggregate(answers.build(), Map.of()).reliabilities()) {
      assertThat(one.worstClass()).isNull();
    }
  }
}
