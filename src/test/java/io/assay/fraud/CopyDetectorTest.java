package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.fraud.copying.CopyDetector;
import io.assay.fraud.copying.PairEvidence;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CopyDetectorTest {
  private record Row(String task, String labeler, String label) {}

  /** Honest labelers of 60 to 95 % on four classes, and a farm that fills in one careless sheet. */
  private static List<Row> crowd(SplittableRandom random, int items, int honest, int farm) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      int truth = random.nextInt(4);
      for (int j = 0; j < honest; j++) {
        if (random.nextDouble() < 0.5) {
          boolean right = random.nextDouble() < 0.6 + 0.35 * j / honest;
          rows.add(row(i, "honest-" + j, right ? truth : random.nextInt(4)));
        }
      }
      int sheet = random.nextDouble() < 0.6 ? truth : random.nextInt(4);
      for (int j = 0; j < farm; j++) {
        boolean alters = random.nextDouble() < 0.1;
        rows.add(row(i, "farm-" + j, alters ? random.nextInt(4) : sheet));
      }
    }
    return rows;
  }

  private static Row row(int item, String labeler, int label) {
    return new Row("item-" + item, labeler, "class-" + label);
  }

  private static Answers answers(List<Row> rows) {
    Answers.Builder builder = Answers.builder();
    rows.forEach(row -> builder.add(row.task(), row.labeler(), row.label()));
    return builder.build();
  }

  @Test
  void plantedFarm_isOneClusterWithoutBystanders() {
    Properties.forAll(
        5,
        random -> {
          CopyScan scan = CopyScan.of(answers(crowd(random, 160, 20, 5)), Map.of());
          assertThat(scan.clusters()).hasSize(1);
          assertThat(scan.clusters().get(0))
              .containsExactly("farm-0", "farm-1", "farm-2", "farm-3", "farm-4");
          scan.risks()
              .forEach(
                  (labeler, risk) -> {
                    if (labeler.startsWith("farm")) {
                      assertThat(risk).isGreaterThan(0.9);
                    } else {
                      assertThat(risk).isLessThan(0.5);
                    }
                  });
        });
  }

  @Test
  void honestCrowd_raisesNothing() {
    Properties.forAll(
        20,
        random ->
            assertThat(CopyScan.of(answers(crowd(random, 60, 25, 0)), Map.of()).clusters())
                .isEmpty());
  }

  @Test
  void constantClickers_areNotCopiers() {
    Properties.forAll(
        5,
        random -> {
          List<Row> rows = crowd(random, 80, 15, 0);
          for (int i = 0; i < 80; i++) {
            rows.add(row(i, "clicker-1", 0));
            rows.add(row(i, "clicker-2", 0));
          }
          assertThat(CopyScan.of(answers(rows), Map.of()).clusters()).isEmpty();
        });
  }

  @Test
  void onePair_isMeasuredTheSameWhoeverComesFirst() {
    List<Row> rows = crowd(new SplittableRandom(3), 40, 8, 3);
    List<Row> reversed = new ArrayList<>(rows);
    java.util.Collections.reverse(reversed);
    List<PairEvidence> forward = measured(rows);
    List<PairEvidence> backward = measured(reversed);
    assertThat(forward).hasSameSizeAs(backward);
    for (int i = 0; i < forward.size(); i++) {
      assertThat(backward.get(i).a()).isEqualTo(forward.get(i).a());
      assertThat(backward.get(i).b()).isEqualTo(forward.get(i).b());
      assertThat(backward.get(i).logEValue()).isCloseTo(forward.get(i).logEValue(), within(1e-9));
    }
  }

  private static List<PairEvidence> measured(List<Row> rows) {
    Consensus consensus = Aggregators.DEFAULT.aggregate(answers(rows), Map.of());
    return CopyDetector.of(answers(rows), consensus.confusions())
        .listOver(Double.NEGATIVE_INFINITY);
  }

  @Test
  void answersOneByOne_findTheFarmToo_andTwiceIsOnce() {
    List<Row> rows = crowd(new SplittableRandom(5), 160, 20, 5);
    Consensus consensus = Aggregators.DEFAULT.aggregate(answers(rows), Map.of());
    CopyDetector detector =
        CopyDetector.of(answers(rows.subList(0, rows.size() / 3)), consensus.confusions());
    rows.forEach(row -> detector.add(row.task(), row.labeler(), row.label()));
    List<PairEvidence> once = detector.listOver(detector.threshold());
    rows.forEach(row -> detector.add(row.task(), row.labeler(), row.label()));
    assertThat(detector.listOver(detector.threshold())).isEqualTo(once);
    TreeSet<String> found = new TreeSet<>();
    once.forEach(
        pair -> {
          found.add(pair.a());
          found.add(pair.b());
        });
    assertThat(found).containsExactly("farm-0", "farm-1", "farm-2", "farm-3", "farm-4");
  }
}
