package io.assay.consensus.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void number_ofANameSeenBefore_isTheSame() {
    Names names = new Names();
    assertThat(names.number("b")).isZero();
    assertThat(names.number("")).isEqualTo(1);
    assertThat(names.number("a")).isEqualTo(2);
    assertThat(names.number("xbx".toCharArray(), 1, 1)).isZero();
    assertThat(names.number("xbx".toCharArray(), 3, 0)).isEqualTo(1);
    assertThat(names.size()).isEqualTo(3);
    assertThat(names.name(0)).isEqualTo("b");
    assertThat(names.name(1)).isEmpty();
  }

  @Test
  void number_ofManyNames_isTheirPlaceOfFirstSight() {
    Random random = new Random(7);
    Names names = new Names();
    Map<String, Integer> expected = new HashMap<>();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      String name = "名\0" + random.nextInt(20_000);
      int number = expected.computeIfAbsent(name, n -> seen.size());
      if (number == seen.size()) {
        seen.add(name);
      }
      assertThat(names.number(name)).isEqualTo(number);
    }
    assertThat(names.size()).isEqualTo(seen.size());
    for (int i = 0; i < seen.size(); i++) {
      assertThat(names.name(i)).isEqualTo(seen.get(i));
    }
  }

  @Test
  void sorted_givesEachNumberItsPlace() {
    Names names = new Names();
    List.of("t10", "t9", "t1", "s").forEach(names::number);
    Names.Sorted sorted = names.sorted();
    assertThat(sorted.names()).containsExactly("s", "t1", "t10", "t9");
    assertThat(sorted.places()).containsExactly(2, 3, 1, 0);
  }
}
