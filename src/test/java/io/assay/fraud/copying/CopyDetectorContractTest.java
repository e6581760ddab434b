package io.assay.fraud.copying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** The arithmetic of pairs against the formula written out, and the promises about order. */
class CopyDetectorContractTest {
  private static final String[] CLASSES = {"a", "b", "c"};
  private static final double RIGHT = 0.8;

  private record Row(String task, String labeler, String label) {}

  private static Confusions known() {
    double[] table = new double[9];
    for (int cell = 0; cell < 9; cell++) {
      table[cell] = cell / 3 == cell % 3 ? RIGHT : (1 - RIGHT) / 2;
    }
    double[] share = {1 / 3.0, 1 / 3.0, 1 / 3.0};
    return Confusions.of(List.of(CLASSES), share, table, Map.of(), 1);
  }

  private static List<Row> crowd(SplittableRandom random, int items, int labelers, int copiers) {
    List<Row> rows = new ArrayList<>();
    for (int t = 0; t < items; t++) {
      int truth = random.nextInt(3);
      String sheet = CLASSES[random.nextInt(3)];
      for (int j = 0; j < labelers; j++) {
        if (random.nextDouble() < 0.5) {
          int given = random.nextDouble() < RIGHT ? truth : random.nextInt(3);
          rows.add(new Row("t" + t, "w" + j, CLASSES[given]));
        }
      }
      for (int j = 0; j < copiers; j++) {
        rows.add(new Row("t" + t, "x" + j, sheet));
      }
    }
    return rows;
  }

  private static Answers answers(List<Row> rows) {
    Answers.Builder builder = Answers.builder();
    rows.forEach(row -> builder.add(row.task(), row.labeler(), row.label()));
    return builder.build();
  }

  private static List<PairEvidence> all(List<Row> rows) {
    return CopyDetector.of(answers(rows), known()).listOver(Double.NEGATIVE_INFINITY);
  }

  private static List<Row> shuffled(List<Row> rows, SplittableRandom random) {
    List<Row> shuffled = new ArrayList<>(rows);
    java.util.Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
    return shuffled;
  }

  @Test
  void anyOrderAndAnyThreads_giveTheSameBits() {
    Properties.forAll(
        5,
        random -> {
          List<Row> rows = crowd(random, 60, 20, 3);
          List<PairEvidence> expected = all(rows);
          assertThat(expected).hasSizeGreaterThan(50);
          assertThat(all(shuffled(rows, random))).isEqualTo(expected);
          for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            assertThat(pool.submit(() -> all(rows)).get()).isEqualTo(expected);
            pool.shutdown();
          }
        });
  }

  /** One pair and one witness, all probabilities by hand. */
  @Test
  void onePair_isTheFormula() {
    List<Row> rows = new ArrayList<>();
    for (int t = 0; t < 12; t++) {
      rows.add(new Row("t" + t, "one", CLASSES[t % 3]));
      rows.add(new Row("t" + t, "two", t < 10 ? CLASSES[t % 3] : CLASSES[(t + 1) % 3]));
      rows.add(new Row("t" + t, "witness", CLASSES[(t + 1) % 3]));
    }
    PairEvidence found =
        all(rows).stream()
            .filter(pair -> pair.a().equals("one") && pair.b().equals("two"))
            .findFirst()
            .orElseThrow();
    double wrong = (1 - RIGHT) / 2;
    // Classes: the one of the pair, the one of the witness, the third; each a third likely.
    double all = RIGHT * RIGHT * wrong + wrong * wrong * RIGHT + wrong * wrong * wrong;
    double others = RIGHT * wrong + wrong * RIGHT + wrong * wrong;
    double bySkill = all / others;
    double byItem = (2 / 3.0) / 3;
    double[] logs = new double[8];
    for (int t = 0; t < 12; t++) {
      for (int c = 0; c < 8; c++) {
        double rate = CopyOdds.COPY_RATES[c % 4];
        double habit = (usage(rows, c < 4 ? "two" : "one", CLASSES[t % 3]) + 1 / 3.0) / 13;
        double p = Math.max(bySkill, Math.max(byItem, habit));
        logs[c] += Math.log(t < 10 ? 1 - rate + rate / p : 1 - rate);
      }
    }
    double mean = 0;
    for (double log : logs) {
      mean += Math.exp(log) / 8;
    }
    assertThat(found.commonItems()).isEqualTo(12);
    assertThat(found.same()).isEqualTo(10);
    assertThat(found.logEValue()).isCloseTo(Math.log(mean), within(2e-6));
  }

  private static long usage(List<Row> rows, String labeler, String label) {
    return rows.stream()
        .filter(row -> row.labeler().equals(labeler) && row.label().equals(label))
        .count();
  }

  @Test
  void answerByAnswer_comesNearTheFullPass() {
    List<Row> rows = shuffled(crowd(new SplittableRandom(4), 120, 12, 2), new SplittableRandom(1));
    int half = rows.size() / 2;
    CopyDetector detector = CopyDetector.of(answers(rows.subList(0, half)), known());
    rows.subList(half, rows.size())
        .forEach(row -> detector.add(row.task(), row.labeler(), row.label()));
    List<PairEvidence> running = detector.listOver(Double.NEGATIVE_INFINITY);
    List<PairEvidence> full = all(rows);
    assertThat(running).hasSameSizeAs(full);
    assertThat(running.get(0).a()).isEqualTo("x0").isEqualTo(full.get(0).a());
    assertThat(running.get(0).b()).isEqualTo("x1").isEqualTo(full.get(0).b());
    assertThat(running.get(0).commonItems()).isEqualTo(120);
    assertThat(running.get(0).same()).isEqualTo(120);
    assertThat(running.get(0).logEValue()).isGreaterThan(0.6 * full.get(0).logEValue());
  }

  @Test
  void answersOfUnknownClasses_areLetBe() {
    List<Row> rows = crowd(new SplittableRandom(8), 40, 8, 2);
    List<Row> more = new ArrayList<>(rows);
    for (int t = 0; t < 40; t++) {
      more.add(new Row("t" + t, "stranger", "none of these"));
    }
    CopyDetector detector = CopyDetector.of(answers(more), known());
    assertThat(detector.listOver(Double.NEGATIVE_INFINITY)).isEqualTo(all(rows));
    detector.add("t1", "w1", "none of these");
    assertThat(detector.labelers()).doesNotContain("stranger");
  }

  @Test
  void manyPairs_areAllCounted() {
    PairTable table = new PairTable();
    for (int round = 1; round <= 3; round++) {
      for (int a = 0; a < 300; a++) {
        for (int b = a + 1; b < 300; b++) {
          assertThat(table.count(b, a)).isEqualTo(-round);
        }
      }
    }
    CopyOdds odds = new CopyOdds();
    for (int i = 0; i < 300; i++) {
      odds.agree(1e6, 1e6);
    }
    odds.disagree();
    table.start(2, 5, odds);
    assertThat(table.count(5, 2)).isZero();
    assertThat(table.measured().logEValue(0))
        .isCloseTo(odds.logEValue(), within(1e-9))
        .isGreaterThan(4000);
  }
}
