package io.assay.simulation.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.classification.MajorityVote;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RedTeamTrialTest {
  private static double precision(Set<String> planted, double... risks) {
    TreeMap<String, Double> byName = new TreeMap<>();
    for (int i = 0; i < risks.length; i++) {
      byName.put("w" + i, risks[i]);
    }
    return RedTeamTrial.averagePrecision(byName, planted);
  }

  @Test
  void averagePrecision_isThatOfTheRanks_equalRisksShareOne() {
    assertThat(precision(Set.of("w0", "w1"), 0.9, 0.8, 0.1, 0)).isEqualTo(1);
    assertThat(precision(Set.of("w0", "w2"), 0.9, 0.8, 0.7, 0)).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(precision(Set.of("w3"), 0.5, 0.5, 0.5, 0.5)).isEqualTo(0.25);
    assertThat(precision(Set.of(), 0.5)).isZero();
  }

  @Test
  void aFarmInAnHonestCrowd_movesMajorityLabels_andIsRanked() {
    RecordedAnswers recorded = new RecordedAnswers();
    MajorityVote vote = new MajorityVote();
    RedTeamTrial clean = new RedTeamTrial(recorded.answers, recorded.truth, Set.of());
    AttackedCrowd attacked =
        Attacks.plant(recorded.answers, recorded.truth, AttackStyle.SHARED_SHEET, 0.4, 7);
    RedTeamTrial trial = RedTeamTrial.of(attacked, recorded.truth);
    assertThat(trial.aggregate(vote, Map.of()).accuracy())
        .isLessThan(clean.aggregate(vote, Map.of()).accuracy() - 0.1);
    RedTeamTrial.Labels asked = trial.aggregateAsking(vote, Map.of(), 3);
    assertThat(asked.questions()).isBetween(0, RedTeamTrial.MOST_QUESTIONS);
    RedTeamTrial.Risks risks = trial.scan(Map.of());
    assertThat(risks.averagePrecision()).isBetween(0.2, 1.0);
    assertThat(risks.heldHonest()).isBetween(0.0, 1.0);
  }
}
