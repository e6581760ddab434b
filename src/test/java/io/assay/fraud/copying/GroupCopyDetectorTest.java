package io.assay.fraud.copying;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Confusions;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GroupCopyDetectorTest {
  private static final int HONEST = 30;
  private static final int ITEMS = 160;

  /** Two halves of a crowd and what the first says of its labelers. */
  private static final class Crowd {
    private final Answers earlier;
    private final Answers later;
    private final Confusions confusions;

    Crowd(SplittableRandom random, int farm) {
      Answers.Builder[] halves = {Answers.builder(), Answers.builder()};
      double[] skill = new double[HONEST];
      for (int j = 0; j < HONEST; j++) {
        skill[j] = 0.6 + 0.35 * random.nextDouble();
      }
      for (int t = 0; t < ITEMS; t++) {
        Answers.Builder half = halves[2 * t / ITEMS];
        int truth = random.nextInt(4);
        for (int j = 0; j < HONEST; j++) {
          if (random.nextDouble() < 0.4) {
            boolean right = random.nextDouble() < skill[j];
            half.add("t" + t, "honest-" + j, "c" + (right ? truth : random.nextInt(4)));
          }
        }
        int sheet = random.nextDouble() < 0.7 ? truth : random.nextInt(4);
        for (int j = 0; j < farm; j++) {
          if (random.nextDouble() < 0.7) {
            boolean alters = random.nextDouble() < 0.1;
            half.add("t" + t, "farm-" + j, "c" + (alters ? random.nextInt(4) : sheet));
          }
        }
      }
      earlier = halves[0].build();
      later = halves[1].build();
      confusions = Aggregators.DEFAULT.aggregate(earlier, Map.of()).confusions();
    }

    GroupEvidence measure(List<String> group) {
      return new GroupCopyDetector(earlier, later, confusions).measure(group);
    }
  }

  private static List<String> names(String kind, int from, int to) {
    List<String> names = new ArrayList<>();
    for (int j = from; j < to; j++) {
      names.add(kind + "-" + j);
    }
    return names;
  }

  @Test
  void farmWithBystanders_isProved_andTheBystandersDropped() {
    int[] dropped = {0};
    Properties.forAll(
        8,
        random -> {
          List<String> nominated = names("farm", 0, 10);
          nominated.addAll(names("honest", 0, 3));
          GroupEvidence found = new Crowd(random, 10).measure(nominated);
          assertThat(found.logEValue()).isGreaterThan(GroupCopyDetector.threshold(1000));
          assertThat(found.items()).isPositive();
          assertThat(found.members().stream().filter(one -> one.startsWith("farm")).count())
              .isGreaterThanOrEqualTo(8);
          dropped[0] += (int) found.dropped().stream().filter(x -> x.startsWith("honest")).count();
        });
    assertThat(dropped[0]).isGreaterThanOrEqualTo(8 * 3 / 2);
  }

  @Test
  void honestGroups_stayUnderTheThreshold() {
    int[] over20 = {0};
    Properties.forAll(
        25,
        random -> {
          Crowd crowd = new Crowd(random, 0);
          for (int size : new int[] {3, 5, 10}) {
            GroupEvidence found = crowd.measure(names("honest", 0, size));
            assertThat(found.logEValue()).isLessThan(GroupCopyDetector.threshold(75));
            over20[0] += found.logEValue() >= Math.log(20) ? 1 : 0;
          }
        });
    assertThat(over20[0]).isLessThanOrEqualTo(3);
  }

  @Test
  void nominationOrder_changesNothing_andStrangersAreNobody() {
    Crowd crowd = new Crowd(new SplittableRandom(5), 6);
    List<String> group = names("farm", 0, 6);
    List<String> reversed = new ArrayList<>(group);
    java.util.Collections.reverse(reversed);
    assertThat(crowd.measure(reversed)).isEqualTo(crowd.measure(group));
    assertThat(crowd.measure(List.of("nobody", "no one", "none")).logEValue()).isZero();
  }
}
