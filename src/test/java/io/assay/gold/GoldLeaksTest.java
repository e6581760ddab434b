package io.assay.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.gold.GoldLeaks.Finding;
import io.assay.gold.GoldLeaks.Graded;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gold looked at as its exposures come in, by a crowd of mixed skill, with a leak and without. */
class GoldLeaksTest {
  private static final int ITEMS = 40;
  private static final int LABELERS = 150;
  private static final UUID LEAKED = new UUID(0, 0);
  private static final UUID FARM = new UUID(9, 9);

  /**
   * When the answer of the first item gets about.
   *
   * @param after so many exposures, never if not below the budget
   * @param farm whether only one cluster knows it, from the start
   */
  private record Leak(int after, boolean farm) {
    static final Leak NONE = new Leak(Integer.MAX_VALUE, false);
  }

  /** Shows every item to as many as the budget allows; the items found to have leaked. */
  private static Set<UUID> found(SplittableRandom random, Leak leak) {
    double[] skill = new double[LABELERS];
    for (int j = 0; j < LABELERS; j++) {
      skill[j] = -0.3 + 2.3 * random.nextDouble();
    }
    List<Graded> graded = new ArrayList<>();
    Map<UUID, Integer> tested = new HashMap<>();
    Map<UUID, Double> pValues = new HashMap<>();
    double[] easiness = new double[ITEMS];
    for (int i = 1; i < ITEMS; i++) {
      easiness[i] = -1 + 2 * random.nextDouble();
    }
    easiness[0] = -1.2;
    for (int i = 0; i < ITEMS; i++) {
      tested.put(new UUID(0, i), 0);
    }
    Set<UUID> found = new HashSet<>();
    for (int round = 0; round < ExposureBudget.MOST; round++) {
      for (int i = 0; i < ITEMS; i++) {
        int labeler = random.nextInt(LABELERS);
        boolean farm = labeler < LABELERS / 4;
        boolean told =
            i == 0 && (leak.farm() ? farm : round >= leak.after()) && random.nextDouble() < 0.95;
        double right = 1 / (1 + StrictMath.exp(-skill[labeler] - easiness[i]));
        @Nullable UUID cluster = leak.farm() && farm ? FARM : null;
        boolean correct = told || random.nextDouble() < right;
        graded.add(new Graded(new UUID(0, i), new UUID(1, labeler), correct, cluster));
      }
      for (Finding finding : new GoldLeaks(graded).look(tested, pValues)) {
        tested.put(finding.itemId(), finding.graded());
        pValues.put(finding.itemId(), finding.pValue());
        if (finding.leaked()) {
          found.add(finding.itemId());
          assertThat(finding.graded()).isGreaterThanOrEqualTo(LeakStatistic.LOOK_EVERY);
        }
      }
    }
    return found;
  }

  @Test
  void withoutALeak_hardlyAnythingIsFound() {
    int[] datasets = new int[1];
    int crowds = 100;
    Properties.forAll(crowds, random -> datasets[0] += found(random, Leak.NONE).isEmpty() ? 0 : 1);
    // With no leak every discovery is false, so the rate bounds the crowds that have one.
    assertThat(datasets[0])
        .isLessThanOrEqualTo((int) (crowds * LeakStatistic.FALSE_DISCOVERY_RATE));
  }

  @Test
  void anAnswerThatGotAbout_isFound() {
    int[] hits = new int[1];
    int[] others = new int[1];
    Properties.forAll(
        40,
        random -> {
          Set<UUID> found = found(random, new Leak(25, false));
          hits[0] += found.contains(LEAKED) ? 1 : 0;
          others[0] += found.contains(LEAKED) ? found.size() - 1 : found.size();
        });
    assertThat(hits[0]).isGreaterThanOrEqualTo(30);
    assertThat(others[0]).isLessThanOrEqualTo(8);
  }

  @Test
  void anAnswerThatOneClusterKnows_isFound() {
    int[] hits = new int[1];
    Properties.forAll(
        40, random -> hits[0] += found(random, new Leak(0, true)).contains(LEAKED) ? 1 : 0);
    assertThat(hits[0]).isGreaterThanOrEqualTo(24);
  }
}
