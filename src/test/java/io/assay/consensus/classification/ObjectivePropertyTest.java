package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectivePropertyTest {
  @Test
  void maximumAPosterioriObjective_fromIterationToIteration_neverFalls() {
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      SyntheticCrowd crowd =
          SyntheticCrowd.of(random, 20 + random.nextInt(60), 8, 2 + random.nextInt(3), 4);
      Map<String, String> gold = Map.of("t1", "c0", "t2", "c1");
      Votes votes = Votes.of(crowd.answers(), gold, LabelPrior.none(), Exclusions.none());
      LocalPasses passes = new LocalPasses(votes);
      ConfusionEm em = new ConfusionEm(passes, HierarchicalDawidSkene.SETTINGS).traced();
      em.run();
      neverFalls(seed, em.objectives());
      DawidSkene.Em plain = new DawidSkene.Em(votes);
      plain.run();
      neverFalls(seed, plain.objectives);
      neverFalls(seed, maceBounds(votes, (int) seed));
      neverFalls(seed, ebccBounds(votes, (int) seed));
      OneCoin.Em oneCoin = new OneCoin.Em(votes);
      oneCoin.run();
      neverFalls(seed, oneCoin.objectives);
    }
  }

  private static List<Double> maceBounds(Votes votes, int start) {
    Mace.Em mace = new Mace.Em(votes, Signatures.of(votes), start);
    List<Double> bounds = new ArrayList<>();
    for (int iteration = 0; iteration < 30; iteration++) {
      mace.iterate();
      bounds.add(mace.bound());
    }
    return bounds;
  }

  private static List<Double> ebccBounds(Votes votes, int start) {
    Ebcc.Run ebcc = new Ebcc.Run(votes, Signatures.of(votes), 3, start);
    List<Double> bounds = new ArrayList<>();
    for (int iteration = 0; iteration < 30; iteration++) {
      ebcc.iterate();
      bounds.add(ebcc.boundNow());
    }
    return bounds;
  }

  private static void neverFalls(long seed, List<Double> objectives) {
    for (int i = 1; i < objectives.size(); i++) {
      double slack = 1e-9 * Math.abs(objectives.get(i));
      assertThat(objectives.get(i))
          .as("seed %d iteration %d", seed, i)
          .isGreaterThanOrEqualTo(objectives.get(i - 1) - slack);
    }
  }
}
