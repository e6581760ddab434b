package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.fraud.copying.CopyDetector;
import io.assay.fraud.copying.PairEvidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Demo crowds as they grow: nobody honest becomes a case, with a farm among them or without. */
class HonestDemoCrowdTest {
  private static final int CROWDS = 200;
  private static final int LABELERS = 32;
  private static final int ITEMS = 120;

  /** Shares of the answers at which the crowd is fitted; in between each answer is measured. */
  private static final double[] FITS = {0.2, 0.6, 1};

  /** What came of one crowd after another. */
  private static final class Tally {
    private int pairs;
    private int over20;
    private int over1000;
    private int cases;
    private int farmPairs;
    private int farmPairsFound;
    private double strongest;

    void add(Crowd crowd, Map<String, Boolean> honest) {
      List<Crowd.Answer> answers = crowd.answers();
      for (double fit : FITS) {
        int size = (int) (fit * answers.size());
        CopyDetector detector = fitted(answers.subList(0, size));
        look(detector, honest, false);
        for (Crowd.Answer one : answers.subList(size, Math.min(answers.size(), size * 5 / 4))) {
          detector.add(one.task(), one.labeler(), one.label());
        }
        look(detector, honest, size == answers.size());
      }
    }

    private void look(CopyDetector detector, Map<String, Boolean> honest, boolean last) {
      for (PairEvidence pair : detector.listOver(Double.NEGATIVE_INFINITY)) {
        boolean over = pair.logEValue() >= detector.threshold();
        boolean planted =
            !honest.getOrDefault(pair.a(), true) && !honest.getOrDefault(pair.b(), true);
        if (planted) {
          farmPairs += last ? 1 : 0;
          farmPairsFound += last && over ? 1 : 0;
          continue;
        }
        cases += over ? 1 : 0;
        strongest = Math.max(strongest, pair.logEValue());
        pairs++;
        over20 += pair.logEValue() >= Math.log(20) ? 1 : 0;
        over1000 += pair.logEValue() >= Math.log(1000) ? 1 : 0;
      }
    }

    void check() {
      System.out.printf(
          Locale.ROOT,
          "%d honest pairs looked at, over 20 %.5f, over 1000 %.6f, strongest %.2f; farm %d of %d%n",
          pairs,
          over20 / (double) pairs,
          over1000 / (double) pairs,
          strongest,
          farmPairsFound,
          farmPairs);
      assertThat(cases).isZero();
      assertThat(over20).isLessThanOrEqualTo(pairs / 20);
      assertThat(over1000).isLessThanOrEqualTo(pairs / 1000);
    }
  }

  private static CopyDetector fitted(List<Crowd.Answer> rows) {
    Answers.Builder builder = Answers.builder();
    rows.forEach(row -> builder.add(row.task(), row.labeler(), row.label()));
    Answers answers = builder.build();
    return CopyDetector.of(answers, Aggregators.DEFAULT.aggregate(answers, Map.of()).confusions());
  }

  private static Map<String, String> truth() {
    Map<String, String> truth = new LinkedHashMap<>();
    SampleTexts.reports().subList(0, ITEMS).forEach(one -> truth.put(one.key(), one.label()));
    return truth;
  }

  private static Tally play(int farm) {
    Map<String, String> truth = truth();
    Tally tally = new Tally();
    for (long seed = 1; seed <= CROWDS; seed++) {
      Crowd crowd = new SyntheticCrowd(seed).make("demo", Map.of(), truth, LABELERS - farm, farm);
      tally.add(crowd, honest(crowd, farm));
    }
    return tally;
  }

  /** Accounts of the farm answer more items than an honest labeler does: the busiest few. */
  private static Map<String, Boolean> honest(Crowd crowd, int farm) {
    Map<String, Integer> answers = new LinkedHashMap<>();
    crowd.answers().forEach(one -> answers.merge(one.labeler(), 1, Integer::sum));
    List<String> busiest =
        answers.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Boolean> honest = new LinkedHashMap<>();
    for (int i = 0; i < busiest.size(); i++) {
      honest.put(busiest.get(i), i >= farm);
    }
    return honest;
  }

  @Test
  void crowdsWithoutFarm_raiseNoCase() {
    play(0).check();
  }

  @Test
  void crowdsWithFarm_raiseNoCaseAboutTheHonest_andFindTheFarm() {
    Tally tally = play(8);
    tally.check();
    assertThat(tally.farmPairsFound).isGreaterThan(tally.farmPairs * 8 / 10);
  }
}
