package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusionsTest {
  @Test
  void observed_staysAMatrix_andMovesTowardsWhatWasSaid() {
    double[] usual = {0.7, 0.4, 0.3, 0.6};
    Confusions known =
        Confusions.of(List.of("no", "yes"), new double[] {0.5, 0.5}, usual, Map.of(), 1);
    double[] next = known.observed(usual, 10, 1, new double[] {0.1, 0.9});
    assertThat(next[0] + next[2]).isCloseTo(1, within(1e-12));
    assertThat(next[1] + next[3]).isCloseTo(1, within(1e-12));
    assertThat(next[3]).isGreaterThan(0.6);
    assertThat(next[2]).isGreaterThan(0.3).isLessThan(next[3]);
  }

  @Test
  void observedOneByOne_endsNearTheFitOfAll() {
    SyntheticCrowd crowd = SyntheticCrowd.of(new Random(5), 400, 12, 3, 6);
    Consensus all = new HierarchicalDawidSkene().aggregate(crowd.answers(), Map.of());
    Confusions fitted = all.confusions();
    Answers answers = all.answers();
    int j = answers.labelerIndex("w0");
    double[] table = fitted.usual();
    int seen = 0;
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      double[] posterior = new double[answers.labels()];
      for (int k = 0; k < posterior.length; k++) {
        posterior[k] = all.probability(answers.taskOf(q), k);
      }
      table = fitted.observed(table, seen++, answers.labelOf(q), posterior);
    }
    double[] batch = fitted.table("w0");
    for (int i = 0; i < table.length; i++) {
      assertThat(table[i]).isCloseTo(batch[i], within(0.05));
    }
  }
}
