package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BonusVoicesTest {
  @Test
  void friendsOfFriends_haveOneVoice_andWhoStandsAloneIsInNoGroup() {
    Map<String, List<String>> reasons = new TreeMap<>();
    reasons.put("a", List.of("person/1", "cluster/x"));
    reasons.put("b", List.of("person/2"));
    reasons.put("c", List.of("person/3", "cluster/y"));
    reasons.put("d", List.of("person/1"));
    reasons.put("e", List.of("person/4", "cluster/x", "cluster/y"));
    assertThat(BonusVoices.join(reasons)).isEqualTo(Map.of("a", "a", "c", "a", "d", "a", "e", "a"));
  }
}
