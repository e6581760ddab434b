package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GoldEvaluationTest {
  private static final SyntheticCrowd CROWD = SyntheticCrowd.of(new Random(5), 600, 30, 3, 4);

  private static Map<String, String> gold(int share) {
    Map<String, String> gold = new TreeMap<>(CROWD.truth());
    gold.keySet().removeIf(task -> Integer.parseInt(task.substring(1)) % share != 0);
    return gold;
  }

  @Test
  void knownItems_areForetoldAboutAsWellAsTheOthers_notPerfectly() {
    for (int share : new int[] {2, 10}) {
      Map<String, String> gold = gold(share);
      Consensus fit = Aggregators.DEFAULT.aggregate(CROWD.answers(), gold);
      GoldEvaluation evaluation = GoldEvaluation.of(fit).orElseThrow();
      assertThat(evaluation.items()).isEqualTo(gold.size());
      int right = 0;
      int others = 0;
      for (int t = 0; t < fit.answers().tasks(); t++) {
        String task = fit.answers().task(t);
        if (!gold.containsKey(task)) {
          right += fit.label(t).equals(CROWD.truth().get(task)) ? 1 : 0;
          others++;
        }
      }
      assertThat(evaluation.accuracy())
          .isLessThan(1)
          .isCloseTo((double) right / others, within(0.08));
    }
  }

  @Test
  void figures_areThoseOfTheConfusion() {
    Consensus fit = Aggregators.DEFAULT.aggregate(CROWD.answers(), gold(2));
    GoldEvaluation evaluation = GoldEvaluation.of(fit).orElseThrow();
    int right = 0;
    int all = 0;
    for (GoldEvaluation.Cell cell : evaluation.confusion()) {
      all += cell.items();
      right += cell.truth().equals(cell.label()) ? cell.items() : 0;
    }
    assertThat(all).isEqualTo(evaluation.items());
    assertThat(evaluation.accuracy()).isCloseTo((double) right / all, within(1e-6));
    assertThat(evaluation.classes()).hasSize(3);
    for (GoldEvaluation.ClassFigures figures : evaluation.classes()) {
      double hits = 0;
      double known = 0;
      for (GoldEvaluation.Cell cell : evaluation.confusion()) {
        boolean truth = cell.truth().equals(figures.label());
        known += truth ? cell.items() : 0;
        hits += truth && cell.label().equals(figures.label()) ? cell.items() : 0;
      }
      assertThat(figures.items()).isEqualTo((int) known);
      assertThat(figures.recall()).isCloseTo(hits / known, within(1e-6));
    }
  }

  @Test
  void noGold_orAMethodThatForetellsNone_isNotEvaluated() {
    assertThat(GoldEvaluation.of(Aggregators.DEFAULT.aggregate(CROWD.answers(), Map.of())))
        .isEmpty();
    assertThat(GoldEvaluation.of(new MajorityVote().aggregate(CROWD.answers(), gold(2)))).isEmpty();
  }

  @Test
  void oneKnownItem_isEnough() {
    Map<String, String> one = Map.of("t0", CROWD.truth().getOrDefault("t0", ""));
    Consensus fit = Aggregators.DEFAULT.aggregate(CROWD.answers(), one);
    assertThat(GoldEvaluation.of(fit).orElseThrow().items()).isEqualTo(1);
  }

  @Test
  void classNobodyForetells_hasNoPrecision_andNoF1() {
    Answers.Builder answers = Answers.builder();
    for (int t = 0; t < 20; t++) {
      answers.add("t" + t, "a", "yes").add("t" + t, "b", "yes");
    }
    Map<String, String> gold = Map.of("t1", "no", "t2", "yes");
    Consensus fit = Aggregators.DEFAULT.aggregate(answers.build(), gold);
    GoldEvaluation evaluation = GoldEvaluation.of(fit).orElseThrow();
    assertThat(evaluation.accuracy()).isEqualTo(0.5);
    GoldEvaluation.ClassFigures no = evaluation.classes().get(0);
    assertThat(no.label()).isEqualTo("no");
    assertThat(no.precision()).isNull();
    assertThat(no.recall()).isZero();
    assertThat(no.f1()).isZero();
  }
}
