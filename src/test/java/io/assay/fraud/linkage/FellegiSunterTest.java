package io.assay.fraud.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FellegiSunterTest {
  private static List<Link> links(List<FieldValue> values, int persons) {
    return FellegiSunter.links(values, persons, Set.of());
  }

  @Test
  void aRareValue_weighsMoreThanACommonOne_upToTheCap() {
    List<FieldValue> values = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      values.add(new FieldValue("common-" + i, SharedField.DEVICE, "phone"));
    }
    values.add(new FieldValue("rare-1", SharedField.DEVICE, "odd"));
    values.add(new FieldValue("rare-2", SharedField.DEVICE, "odd"));
    List<Link> found = links(values, 1_000);
    Link common = found.get(0);
    Link rare = found.get(found.size() - 1);
    assertThat(common.nats()).isCloseTo(Math.log(0.6 / 0.04), within(1e-12));
    assertThat(rare.nats()).isCloseTo(Math.log(0.6 / 0.002), within(1e-12));
    assertThat(links(values, 1_000_000).get(found.size() - 1).nats()).isEqualTo(6);
  }

  @Test
  void valuesOfManyPersons_andTaggedOnes_areNoEvidence() {
    List<FieldValue> values = new ArrayList<>();
    for (int i = 0; i < FellegiSunter.MAX_HOLDERS + 1; i++) {
      values.add(new FieldValue("campus-" + i, SharedField.ADDRESS, "campus"));
    }
    values.add(new FieldValue("a", SharedField.FUNDER, "faucet"));
    values.add(new FieldValue("b", SharedField.FUNDER, "faucet"));
    assertThat(FellegiSunter.links(values, 1_000, Set.of("faucet"))).isEmpty();
  }

  @Test
  void withinAFamily_theStrongestFieldCounts_acrossFamiliesEach() {
    List<FieldValue> values = new ArrayList<>();
    for (String labeler : List.of("a", "b")) {
      values.add(new FieldValue(labeler, SharedField.ADDRESS, "1"));
      values.add(new FieldValue(labeler, SharedField.NETWORK_PREFIX, "2"));
      values.add(new FieldValue(labeler, SharedField.DEVICE, "3"));
    }
    List<Link> found = links(values, 10_000);
    assertThat(found)
        .extracting(Link::family)
        .containsExactly(EvidenceFamily.NETWORK, EvidenceFamily.DEVICE);
    assertThat(found.get(0).label()).isEqualTo(SharedField.ADDRESS.label());
  }

  /** Calibration: E[exp(w) | two strangers] is at most 1 for one field, whatever the values. */
  @Test
  void amongStrangers_theMeanLikelihoodRatio_isAtMostOne() {
    Properties.forAll(
        20,
        random -> {
          int persons = 400;
          List<FieldValue> values = new ArrayList<>();
          for (int i = 0; i < persons; i++) {
            int value = (int) (30 * Math.pow(random.nextDouble(), 2));
            values.add(new FieldValue("p" + i, SharedField.DEVICE, "v" + value));
          }
          double sum = 0;
          for (Link link : links(values, persons)) {
            sum += Math.exp(link.nats());
          }
          // Pairs without a link weigh 1 each in the product but m never promises their mismatch.
          assertThat(sum / (persons * (persons - 1) / 2.0)).isLessThanOrEqualTo(1);
        });
  }
}
