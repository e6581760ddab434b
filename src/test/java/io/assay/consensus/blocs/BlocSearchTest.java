package io.assay.consensus.blocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.SyntheticCrowd;
import io.assay.simulation.attacks.AttackStyle;
import io.assay.simulation.attacks.AttackedCrowd;
import io.assay.simulation.attacks.Attacks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlocSearchTest {
  private static SyntheticCrowd crowd(long seed) {
    return SyntheticCrowd.of(new Random(seed), 300, 60, 4, 8);
  }

  private static AttackedCrowd attacked(SyntheticCrowd crowd, AttackStyle style, double share) {
    return Attacks.plant(crowd.answers(), crowd.truth(), style, share, 11);
  }

  private static Set<String> members(List<Bloc> blocs) {
    Set<String> members = new HashSet<>();
    blocs.forEach(bloc -> members.addAll(bloc.members()));
    return members;
  }

  @Test
  void honestCrowds_areOne() {
    Random random = new Random(4);
    for (int seed = 0; seed < 60; seed++) {
      int classes = 2 + random.nextInt(4);
      int labelers = 12 + random.nextInt(60);
      int tasks = 60 + random.nextInt(300);
      SyntheticCrowd crowd =
          SyntheticCrowd.of(new Random(seed), tasks, labelers, classes, 3 + random.nextInt(8));
      assertThat(BlocSearch.find(crowd.answers(), Map.of())).as("seed " + seed).isEmpty();
      assertThat(Disputes.questions(crowd.answers(), Map.of())).isEmpty();
    }
  }

  @Test
  void aFarm_isFound_andNobodyElse() {
    for (AttackStyle style :
        List.of(
            AttackStyle.SHARED_SHEET,
            AttackStyle.find("c").orElseThrow(),
            AttackStyle.find("d").orElseThrow(),
            AttackStyle.find("e").orElseThrow())) {
      AttackedCrowd attacked = attacked(crowd(1), style, 0.3);
      Set<String> found = members(BlocSearch.find(attacked.answers(), Map.of()));
      Set<String> missed = new HashSet<>(attacked.planted());
      missed.removeAll(found);
      Set<String> wronged = new HashSet<>(found);
      wronged.removeAll(attacked.planted());
      assertThat(missed.size()).as("missed of " + style).isLessThanOrEqualTo(1);
      assertThat(wronged.size()).as("wronged by " + style).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void independentSpammers_areNoBloc() {
    AttackedCrowd attacked = attacked(crowd(2), AttackStyle.find("a").orElseThrow(), 0.4);
    assertThat(BlocSearch.find(attacked.answers(), Map.of())).isEmpty();
  }

  @Test
  void halfTheAnswers_tenFreshLabelsTellTheSides() {
    SyntheticCrowd crowd = crowd(3);
    AttackedCrowd attacked = attacked(crowd, AttackStyle.SHARED_SHEET, 0.55);
    List<String> questions = Disputes.questions(attacked.answers(), Map.of());
    assertThat(questions).isNotEmpty().hasSizeLessThanOrEqualTo(Disputes.MAX_QUESTIONS);
    Map<String, String> fresh = new HashMap<>();
    questions.forEach(task -> fresh.put(task, crowd.truth().get(task)));
    List<Bloc> blocs = BlocSearch.find(attacked.answers(), fresh);
    assertThat(blocs.get(0).decided()).isTrue();
    assertThat(attacked.planted()).containsAll(blocs.get(0).members());
    assertThat(blocs.get(0).members().size()).isGreaterThan(attacked.planted().size() - 3);
    assertThat(Disputes.questions(attacked.answers(), fresh)).as("settled").isEmpty();
  }

  @Test
  void twoFarms_areTwoBlocs() {
    SyntheticCrowd crowd = crowd(5);
    AttackedCrowd one = attacked(crowd, AttackStyle.SHARED_SHEET, 0.2);
    AttackedCrowd two =
        Attacks.plant(one.answers(), crowd.truth(), AttackStyle.find("c").orElseThrow(), 0.2, 12);
    List<Bloc> blocs = BlocSearch.find(two.answers(), Map.of());
    assertThat(blocs).hasSize(2);
    Set<String> planted = new HashSet<>(one.planted());
    planted.addAll(two.planted());
    assertThat(planted).containsAll(members(blocs));
    assertThat(members(blocs).size()).isGreaterThan(planted.size() - 3);
  }

  @Test
  void order_ofRows_leavesNoTrace() {
    Answers answers = attacked(crowd(6), AttackStyle.SHARED_SHEET, 0.3).answers();
    List<String[]> rows = new ArrayList<>();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        rows.add(
            new String[] {
              answers.task(t),
              answers.labeler(answers.labelerAt(p)),
              answers.label(answers.labelAt(p))
            });
      }
    }
    Collections.shuffle(rows, new Random(1));
    assertThat(BlocSearch.find(SyntheticCrowd.answers(rows), Map.of()))
        .isEqualTo(BlocSearch.find(answers, Map.of()));
  }

  @Test
  void ignoredLabelers_areNotSearched() {
    AttackedCrowd attacked = attacked(crowd(7), AttackStyle.SHARED_SHEET, 0.3);
    Exclusions out = Exclusions.of(attacked.planted(), Map.of());
    assertThat(BlocSearch.find(attacked.answers(), Map.of(), out)).isEmpty();
  }

  @Test
  void largeSets_areSearchedByASample() {
    SyntheticCrowd crowd = SyntheticCrowd.of(new Random(8), 12_000, 300, 3, 5);
    assertThat(BlocSearch.find(crowd.answers(), Map.of())).isEmpty();
    AttackedCrowd attacked = attacked(crowd, AttackStyle.SHARED_SHEET, 0.2);
    Set<String> found = members(BlocSearch.find(attacked.answers(), Map.of()));
    assertThat(found).isEqualTo(attacked.planted());
  }

  @Test
  void fewAnswers_areNoTrouble() {
    assertThat(BlocSearch.find(Answers.builder().build(), Map.of())).isEmpty();
    Answers one = Answers.builder().add("t", "w", "x").build();
    assertThat(BlocSearch.find(one, Map.of("t", "y"))).isEmpty();
    Answers.Builder same = Answers.builder();
    for (int j = 0; j < 6; j++) {
      same.add("t", "w" + j, "x").add("u", "w" + j, "x");
    }
    assertThat(BlocSearch.find(same.build(), Map.of("t", "y"))).isEmpty();
  }
}
