package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.blocs.Bloc;
import io.assay.fraud.linkage.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What follows from a bloc: whom it holds, its id, and its ties. */
class BlocFindingTest {
  private static Answers answers() {
    Answers.Builder answers = Answers.builder();
    for (int task = 0; task < 20; task++) {
      for (String labeler : List.of("a", "b", "c")) {
        answers.add("t" + task, labeler, task % 2 == 0 ? "x" : "y");
      }
    }
    answers.add("alone", "a", "x");
    return answers.build();
  }

  private static Bloc bloc(double gain, double mass, boolean decided, double membershipOfC) {
    TreeMap<String, Double> membership = new TreeMap<>();
    membership.put("a", 1.0);
    membership.put("b", BlocFinding.MEMBERSHIP);
    membership.put("c", membershipOfC);
    return new Bloc(List.of("a", "b", "c"), membership, gain, mass, 0.9, 0, decided, List.of("t0"));
  }

  private static BlocFinding finding(double gain, double mass, boolean decided) {
    return BlocFinding.of(answers(), List.of(bloc(gain, mass, decided, 0.9)), 1).get(0);
  }

  @Test
  void onlySureMembersOfADecidedBlocOverTheThreshold_areHeld() {
    double threshold = BlocFinding.threshold(2, 61, 1);
    assertThat(finding(threshold + 1, 0.3, true).heldMembers()).containsExactly("a", "b");
    assertThat(finding(threshold - 1, 0.3, true).heldMembers()).isEmpty();
    assertThat(finding(threshold + 1, 0.3, false).heldMembers()).isEmpty();
    assertThat(finding(threshold + 100, 0.46, true).heldMembers()).isEmpty();
    assertThat(finding(threshold + 1, 0.3, true).commonItems()).isEqualTo(20);
    assertThat(finding(threshold + 1, 0.3, true).surplus()).isBetween(0.999, 1.001);
  }

  @Test
  void theThreshold_risesWithEveryLook() {
    assertThat(BlocFinding.threshold(2, 0, 1)).isBetween(13.9, 14.1);
    double ten = BlocFinding.threshold(2, 0, 10) - BlocFinding.threshold(2, 0, 1);
    assertThat(ten).isBetween(2.3, 2.31);
    assertThat(BlocFinding.threshold(4, 1_000, 1))
        .isGreaterThan(BlocFinding.threshold(2, 1_000, 1));
  }

  @Test
  void twoAreNoGroup() {
    Bloc pair = new Bloc(List.of("a", "b"), new TreeMap<>(), 500, 0.1, 1, 0, true, List.of());
    assertThat(BlocFinding.of(answers(), List.of(pair), 1)).isEmpty();
  }

  private static List<UUID> people(int from, int to) {
    List<UUID> people = new ArrayList<>();
    for (int i = from; i < to; i++) {
      people.add(new UUID(0, i));
    }
    return people;
  }

  @Test
  void anIdStays_whereMostMembersDo_andIsGivenOnce() {
    Map<UUID, Set<UUID>> old = new LinkedHashMap<>();
    UUID first = new UUID(1, 1);
    UUID second = new UUID(1, 2);
    old.put(first, new TreeSet<>(people(0, 10)));
    old.put(second, new TreeSet<>(people(10, 20)));
    assertThat(StableIds.match(old, List.of(people(9, 30), people(0, 7))))
        .containsExactly(second, first);
    List<UUID> split = StableIds.match(old, List.of(people(0, 5), people(5, 10)));
    assertThat(split.get(0)).isEqualTo(first);
    assertThat(split.get(1)).isNotIn(first, second);
    assertThat(StableIds.match(old, List.of(people(6, 10))).get(0)).isNotEqualTo(first);
    assertThat(StableIds.match(Map.of(), List.of(people(0, 3)))).doesNotContainNull().hasSize(1);
  }

  @Test
  void ties_areOneAPair_boundedAndReachEverybody() {
    for (int n = 3; n < 60; n++) {
      List<BlocLinks.Member> members = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        members.add(new BlocLinks.Member(String.format("m%03d", i), 1));
      }
      List<Link> links = BlocLinks.of(members, 1_000, 90);
      Set<String> pairs = new TreeSet<>();
      Set<String> tied = new TreeSet<>();
      for (Link link : links) {
        pairs.add(link.a() + link.b());
        tied.add(link.a());
        tied.add(link.b());
        assertThat(link.nats()).isEqualTo(StrictMath.log(90) + BlocLinks.SURE);
      }
      assertThat(pairs).hasSize(links.size());
      assertThat(tied).hasSize(n);
    }
    List<BlocLinks.Member> doubtful =
        List.of(
            new BlocLinks.Member("a", 0),
            new BlocLinks.Member("b", 1),
            new BlocLinks.Member("c", 1));
    assertThat(BlocLinks.of(doubtful, 3, 90)).hasSize(1);
  }
}
