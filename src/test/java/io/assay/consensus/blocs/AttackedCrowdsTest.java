package io.assay.consensus.blocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.RealCrowds;
import io.assay.simulation.attacks.AttackStyle;
import io.assay.simulation.attacks.AttackedCrowd;
import io.assay.simulation.attacks.Attacks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The default method on recorded crowds with attacks planted in them; the whole table is a bench.
 */
class AttackedCrowdsTest {
  private static final List<String> SETS = List.of("rte", "weather_amt");
  private static final double POINT = 0.01;

  @Test
  void aFifthOfTheAnswers_costsAPointAtTheMost_withoutAsking() {
    assertThat(lost(0.2, false)).isLessThan(POINT);
  }

  @Test
  void twoFifths_costAPointAtTheMost_withTenAnswersAsked() {
    assertThat(lost(0.4, true)).isLessThan(POINT);
  }

  @Test
  void half_costsTwoPointsAtTheMost_withTenAnswersAsked() {
    assertThat(lost(0.5, true)).isLessThan(2 * POINT);
  }

  /** Mean accuracy lost over sets and the classic kinds. */
  private static double lost(double share, boolean asking) {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return 0;
    }
    Aggregator method = Aggregators.DEFAULT;
    double lost = 0;
    int trials = 0;
    for (String set : SETS) {
      RealCrowds.Crowd crowd = RealCrowds.read(folder.get(), set);
      double clean = crowd.accuracy(method.aggregate(crowd.answers(), Map.of()));
      for (String kind : List.of("a", "b", "c", "d", "e")) {
        AttackStyle style = AttackStyle.find(kind).orElseThrow();
        AttackedCrowd attacked = Attacks.plant(crowd.answers(), crowd.truth(), style, share, 100);
        Map<String, String> known = new HashMap<>();
        if (asking) {
          for (String task : Disputes.questions(attacked.answers(), Map.of())) {
            Optional.ofNullable(crowd.truth().get(task)).ifPresent(label -> known.put(task, label));
          }
          assertThat(known.size()).isLessThanOrEqualTo(Disputes.MAX_QUESTIONS);
        }
        double now = crowd.accuracy(method.aggregate(attacked.answers(), known));
        assertThat(clean - now).as(set + " under " + kind).isLessThan(5 * POINT);
        lost += clean - now;
        trials++;
      }
    }
    return lost / trials;
  }
}
