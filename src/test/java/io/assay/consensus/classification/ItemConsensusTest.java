package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ItemConsensusTest {
  private static final Confusions KNOWN =
      Confusions.of(
          List.of("no", "yes"),
          new double[] {0.5, 0.5},
          new double[] {0.8, 0.2, 0.2, 0.8},
          Map.of(),
          1);

  @Test
  void raise_keepsTheLabel_andMovesItsConfidenceAsThePowerSays() {
    TreeMap<String, String> answers = new TreeMap<>(Map.of("ann", "yes", "bob", "yes"));
    ItemConsensus plain = ItemConsensus.estimate(KNOWN, answers, Optional.empty());
    ItemConsensus doubted = plain.raise(0.5);
    assertThat(doubted.label()).isEqualTo("yes");
    assertThat(doubted.confidence()).isBetween(0.5, plain.confidence());
    assertThat(doubted.posterior().values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(2e-6));
    assertThat(plain.raise(1)).isSameAs(plain);
  }

  @Test
  void raise_ofAKnownLabel_changesNothing() {
    TreeMap<String, String> answers = new TreeMap<>(Map.of("ann", "no"));
    ItemConsensus known = ItemConsensus.estimate(KNOWN, answers, Optional.of("yes"));
    assertThat(known.raise(0.3)).isEqualTo(known);
  }

  @Test
  void estimate_ofAnItemOfTheFit_isNearWhatTheFitSays() {
    SyntheticCrowd crowd = SyntheticCrowd.of(new Random(9), 300, 20, 3, 5);
    Consensus fit = Aggregators.DEFAULT.aggregate(crowd.answers(), Map.of());
    Answers answers = fit.answers();
    double gap = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      TreeMap<String, String> given = new TreeMap<>();
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        given.put(answers.labeler(answers.labelerAt(p)), answers.label(answers.labelAt(p)));
      }
      ItemConsensus one = ItemConsensus.estimate(fit.confusions(), given, Optional.empty());
      gap += Math.abs(one.posterior().getOrDefault(fit.label(t), 0.0) - fit.confidence(t));
    }
    assertThat(gap / answers.tasks()).isLessThan(0.03);
  }
}
