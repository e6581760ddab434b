package io.assay.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonStandingsTest {
  private static UUID id(int n) {
    return new UUID(0, n);
  }

  @Test
  void aPerson_isAGroup_andTakesItsClusterAlong() {
    Map<UUID, UUID> groups =
        PersonStandings.together(
            Map.of(id(1), id(100), id(2), id(100)),
            Map.of(id(2), id(3), id(3), id(3), id(4), id(4), id(5), id(4)));
    assertThat(groups.get(id(3))).isEqualTo(id(100)).isEqualTo(groups.get(id(1)));
    assertThat(groups.get(id(4))).isEqualTo(id(4)).isEqualTo(groups.get(id(5)));
  }

  @Test
  void persons_joinTheirClusters_inAnyOrderOfNames() {
    for (int first = 1; first <= 4; first++) {
      Map<UUID, UUID> clusters = new HashMap<>();
      Map<UUID, UUID> persons = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        int labeler = 1 + (first + i) % 4;
        clusters.put(id(labeler), id(100 + i));
        persons.put(id(labeler), id(50));
        clusters.put(id(10 + i), id(100 + i));
      }
      persons.put(id(9), id(50));
      Map<UUID, UUID> groups = PersonStandings.together(clusters, persons);
      assertThat(groups).hasSize(9);
      assertThat(new HashSet<>(groups.values())).hasSize(1);
    }
  }
}
