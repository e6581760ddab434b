package io.assay.fraud.copying;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.RealCrowds;
import io.assay.consensus.classification.SyntheticCrowd;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * E-values of pairs who, as far as anybody knows, work alone: at most 5 % may be over 20 and .1 %
 * over 1000. Before they are tempered, or they would keep to it by force.
 */
class CopyCalibrationTest {
  private static final List<String> SETS =
      List.of(
          "adult3_nogold",
          "bluebird",
          "dog",
          "face",
          "music",
          "possent_gold",
          "product",
          "rte",
          "sp_amt",
          "temp",
          "trec10_vuurens",
          "weather_amt",
          "weather_cf",
          "web");

  /** Pairs over the two levels. */
  private static final class Shares {
    private int pairs;
    private int over20;
    private int over1000;
    private int held;

    /** Adds a crowd; says which pairs would be held. */
    void add(String name, Answers answers) {
      CopyDetector detector =
          CopyDetector.of(answers, Aggregators.DEFAULT.aggregate(answers, Map.of()).confusions());
      Shares own = new Shares();
      double temper = detector.temper();
      for (PairEvidence pair : detector.listOver(Double.NEGATIVE_INFINITY)) {
        own.pairs++;
        own.over20 += pair.logEValue() / temper >= Math.log(20) ? 1 : 0;
        own.over1000 += pair.logEValue() / temper >= Math.log(1000) ? 1 : 0;
        if (pair.logEValue() >= detector.threshold()) {
          own.held++;
          System.out.printf(Locale.ROOT, "%-14s over the threshold: %s%n", name, pair);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-14s %6d pairs, over 20 %.4f, over 1000 %.5f, held %d of %d labelers, temper %.2f%n",
          name,
          own.pairs,
          own.share(own.over20),
          own.share(own.over1000),
          own.held,
          answers.labelers(),
          temper);
      pairs += own.pairs;
      over20 += own.over20;
      over1000 += own.over1000;
      held += own.held;
    }

    double share(int over) {
      return pairs == 0 ? 0 : over / (double) pairs;
    }
  }

  @Test
  void recordedCrowds_keepToTheNull() {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return;
    }
    Shares shares = new Shares();
    for (String set : SETS) {
      shares.add(set, RealCrowds.read(folder.get(), set).answers());
    }
    System.out.printf(
        Locale.ROOT,
        "all            %6d pairs, over 20 %.4f, over 1000 %.5f%n",
        shares.pairs,
        shares.share(shares.over20),
        shares.share(shares.over1000));
    assertThat(shares.share(shares.over20)).isLessThan(0.05);
    assertThat(shares.share(shares.over1000)).isLessThan(0.001);
  }

  /** The same on crowds made up here, of many sizes and numbers of answers an item. */
  @Test
  void madeUpCrowds_keepToTheNull() {
    Shares shares = new Shares();
    for (int seed = 0; seed < 24; seed++) {
      int classes = 2 + seed % 4;
      int redundancy = List.of(2, 3, 5, 10).get(seed / 4 % 4);
      SyntheticCrowd crowd =
          SyntheticCrowd.of(new Random(seed), 150 + 100 * (seed % 3), 25, classes, redundancy);
      shares.add("made up " + seed, crowd.answers());
    }
    assertThat(shares.pairs).isGreaterThan(1500);
    assertThat(shares.held).isZero();
    assertThat(shares.share(shares.over20)).isLessThan(0.05);
    assertThat(shares.share(shares.over1000)).isLessThan(0.001);
  }

  /** Two accounts with one sheet, of a person right in three of four, ten witnesses an item. */
  @Test
  void exactCopiers_areHeldAfterSixtyCommonItems() {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      SyntheticCrowd crowd = SyntheticCrowd.of(random, 300, 40, 4, 10);
      for (int t = 0; t < 60; t++) {
        String truth = crowd.truth().getOrDefault("t" + t, "c0");
        String given = random.nextDouble() < 0.75 ? truth : "c" + random.nextInt(4);
        crowd.rows().add(new String[] {"t" + t, "x1", given});
        crowd.rows().add(new String[] {"t" + t, "x2", given});
      }
      Answers answers = crowd.answers();
      CopyDetector detector =
          CopyDetector.of(answers, Aggregators.DEFAULT.aggregate(answers, Map.of()).confusions());
      List<PairEvidence> held = detector.listOver(detector.threshold());
      assertThat(held).hasSize(1);
      assertThat(held.get(0).a()).isEqualTo("x1");
      assertThat(held.get(0).b()).isEqualTo("x2");
      assertThat(detector.reviewQueue()).containsAll(held);
    }
  }
}
