package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaceTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Mace();
  }

  @Test
  void spammersWithHabits_loseTheirSay() {
    RealCrowds.Crowd crowd = halfSpam(new Random(11));
    double mace = crowd.accuracy(new Mace().aggregate(crowd.answers(), Map.of()));
    double majority = crowd.accuracy(new MajorityVote().aggregate(crowd.answers(), Map.of()));
    assertThat(mace).isGreaterThan(0.95);
    assertThat(majority).isLessThan(0.9);
  }

  /** Four who know nine labels in ten, and six who have a favourite label each. */
  private static RealCrowds.Crowd halfSpam(Random random) {
    List<String[]> rows = new ArrayList<>();
    Map<String, String> truth = new HashMap<>();
    for (int t = 0; t < 300; t++) {
      int right = random.nextInt(3);
      truth.put("t" + t, "c" + right);
      for (int j = 0; j < 10; j++) {
        boolean knows = j < 4 && random.nextDouble() < 0.9;
        boolean habit = random.nextDouble() < 0.8;
        int given = knows ? right : habit ? j % 2 : random.nextInt(3);
        rows.add(new String[] {"t" + t, "w" + j, "c" + given});
      }
    }
    return new RealCrowds.Crowd(SyntheticCrowd.answers(rows), truth);
  }
}
