package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EbccTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Ebcc();
  }

  @Test
  void labelersWhoErrTogether_areToldFromLabelersWhoErrAlone() {
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(gain(crowd(new Random(seed), true))).as("seed %d", seed).isGreaterThan(10);
      assertThat(gain(crowd(new Random(seed), false))).as("seed %d", seed).isLessThan(0);
    }
  }

  /** By how many nats the best start with many subtypes beats the one with a single subtype. */
  private static double gain(Votes votes) {
    Signatures signatures = Signatures.of(votes);
    double best = Double.NEGATIVE_INFINITY;
    for (int start = 1; start <= 3; start++) {
      best = Math.max(best, Ebcc.Run.from(votes, signatures, 4, start).bound());
    }
    return best - Ebcc.Run.from(votes, signatures, 4, 0).bound();
  }

  /** Where they err together, it is on a third of the birds, seven of ten at once. */
  private static Votes crowd(Random random, boolean together) {
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < 400; t++) {
      boolean bird = random.nextInt(3) > 0;
      boolean odd = bird && random.nextInt(3) == 0;
      for (int j = 0; j < 10; j++) {
        boolean fooled = together && odd && j >= 3;
        boolean right = random.nextDouble() < (fooled ? 0.15 : 0.85);
        rows.add(new String[] {"t" + t, "w" + j, bird == right ? "bird" : "plane"});
      }
    }
    Answers answers = SyntheticCrowd.answers(rows);
    return Votes.of(answers, Map.of(), LabelPrior.none(), Exclusions.none());
  }

  @Test
  void manyLabels_leaveFewerSubtypes() {
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < 300; t++) {
      for (int j = 0; j < 100; j++) {
        rows.add(new String[] {"t" + t, "w" + j, "c" + t});
      }
    }
    Votes votes =
        Votes.of(SyntheticCrowd.answers(rows), Map.of(), LabelPrior.none(), Exclusions.none());
    assertThat(ConfusionEm.fits(votes)).isTrue();
    assertThat(Ebcc.subtypes(votes)).isEqualTo(1);
  }
}
