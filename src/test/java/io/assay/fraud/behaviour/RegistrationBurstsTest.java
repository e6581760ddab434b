package io.assay.fraud.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegistrationBurstsTest {
  /** A month of accounts from 40 networks of unequal size, more by day than by night. */
  private static List<RegistrationBursts.Registration> month(SplittableRandom random) {
    List<RegistrationBursts.Registration> all = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      int network = (int) (40 * Math.pow(random.nextDouble(), 2));
      double hour = random.nextInt(30) * 24 + 12 + 4 * random.nextGaussian();
      all.add(
          new RegistrationBursts.Registration(
              "labeler-" + i, "network-" + network, (hour + 20) * 3600));
    }
    return all;
  }

  @Test
  void aSteadyMonth_hasHardlyAnyBurst() {
    int[] bursts = {0};
    Properties.forAll(20, random -> bursts[0] += RegistrationBursts.find(month(random)).size());
    assertThat(bursts[0]).isLessThanOrEqualTo(1);
  }

  @Test
  void aCampaignThatBringsEverybody_isNoBurst() {
    SplittableRandom random = new SplittableRandom(2);
    List<RegistrationBursts.Registration> all = month(random);
    for (int i = 0; i < 600; i++) {
      int network = (int) (40 * Math.pow(random.nextDouble(), 2));
      all.add(
          new RegistrationBursts.Registration(
              "new-" + i, "network-" + network, 400 * 3600 + random.nextInt(3600)));
    }
    assertThat(RegistrationBursts.find(all)).isEmpty();
  }

  @Test
  void aFarmOfFifteenFromOneNetwork_isABurst() {
    Properties.forAll(
        5,
        random -> {
          List<RegistrationBursts.Registration> all = month(random);
          for (int i = 0; i < 15; i++) {
            all.add(
                new RegistrationBursts.Registration(
                    "farm-" + i, "network-farm", 300 * 3600 + i * 60));
          }
          List<RegistrationBursts.Burst> found = RegistrationBursts.find(all);
          assertThat(found).isNotEmpty();
          assertThat(found.get(0).origin()).isEqualTo("network-farm");
          assertThat(found.get(0).labelers()).hasSize(15);
        });
  }

  @Test
  void theTail_isPoissons() {
    assertThat(RegistrationBursts.upperTail(2, 1)).isCloseTo(1 - Math.exp(-2), within(1e-12));
    assertThat(RegistrationBursts.upperTail(0.01, 3)).isCloseTo(1.654e-7, within(1e-9));
    assertThat(RegistrationBursts.upperTail(5, 0)).isEqualTo(1);
  }
}
