package io.assay.simulation.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.classification.Answers;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AttacksTest {
  private static final int TASKS = 600;
  private static final int LABELERS = 40;
  private static final int CLASSES = 4;
  private static final double HONEST = 0.8;

  private final Map<String, String> truth = new HashMap<>();
  private final Answers honest = crowd();

  private Answers crowd() {
    SplittableRandom random = new SplittableRandom(5);
    Answers.Builder answers = Answers.builder();
    for (int t = 0; t < TASKS; t++) {
      int key = random.nextInt(CLASSES);
      truth.put("t" + t, "c" + key);
      for (int labeler : Draws.some(LABELERS, 8, random)) {
        int wrong = (key + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
        answers.add("t" + t, "w" + labeler, "c" + (random.nextDouble() < HONEST ? key : wrong));
      }
    }
    return answers.build();
  }

  private static Map<String, String> rows(Answers answers) {
    Map<String, String> rows = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        String labeler = answers.labeler(answers.labelerAt(p));
        rows.put(answers.task(t) + " " + labeler, answers.label(answers.labelAt(p)));
      }
    }
    return rows;
  }

  /** Share of the planted answers for which the test holds. */
  private double share(AttackedCrowd crowd, Test3 test) {
    int all = 0;
    int held = 0;
    for (Map.Entry<String, String> row : rows(crowd.answers()).entrySet()) {
      String[] names = row.getKey().split(" ", -1);
      if (crowd.planted().contains(names[1])) {
        all++;
        held += test.holds(names[0], row.getValue()) ? 1 : 0;
      }
    }
    return held / (double) all;
  }

  private interface Test3 {
    boolean holds(String task, String label);
  }

  /** The label given most by planted accounts, by task. */
  private static Map<String, String> sheet(AttackedCrowd crowd) {
    Map<String, Map<String, Integer>> votes = new TreeMap<>();
    rows(crowd.answers())
        .forEach(
            (names, label) -> {
              String[] parts = names.split(" ", -1);
              if (crowd.planted().contains(parts[1])) {
                votes
                    .computeIfAbsent(parts[0], none -> new TreeMap<>())
                    .merge(label, 1, Integer::sum);
              }
            });
    Map<String, String> sheet = new TreeMap<>();
    votes.forEach(
        (task, counts) ->
            sheet.put(
                task,
                counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey()));
    return sheet;
  }

  private AttackedCrowd plant(AttackStyle style, double share) {
    return Attacks.plant(honest, truth, style, share, 17);
  }

  private double right(AttackedCrowd crowd) {
    return share(crowd, (task, label) -> label.equals(truth.get(task)));
  }

  private double copied(AttackedCrowd crowd) {
    Map<String, String> sheet = sheet(crowd);
    return share(crowd, (task, label) -> label.equals(sheet.get(task)));
  }

  @Test
  void everyStyle_keepsTheHonestAnswers_hasItsShareAndItsAccounts() {
    for (AttackStyle style : AttackStyle.values()) {
      for (double share : new double[] {0.1, 0.4, 0.5}) {
        AttackedCrowd crowd = plant(style, share);
        int planted = crowd.answers().size() - honest.size();
        assertThat(planted / (double) crowd.answers().size()).isCloseTo(share, within(1e-3));
        assertThat(crowd.answers().labelers()).isEqualTo(LABELERS + crowd.planted().size());
        long expected = Math.max(5, Math.round(planted * (double) LABELERS / honest.size()));
        assertThat((long) crowd.planted().size()).isEqualTo(expected);
        assertThat(rows(crowd.answers())).containsAllEntriesOf(rows(honest));
        for (String name : crowd.planted()) {
          int j = crowd.answers().labelerIndex(name);
          double volume = crowd.answers().labelerEnd(j) - crowd.answers().labelerStart(j);
          double mean = planted / (double) expected;
          assertThat(volume / mean).isBetween(0.7 / 1.3, 1.3 / 0.7);
        }
      }
    }
  }

  @Test
  void sameSeed_sameAnswers_otherSeed_others() {
    for (AttackStyle style : AttackStyle.values()) {
      Map<String, String> once = rows(plant(style, 0.3).answers());
      assertThat(rows(plant(style, 0.3).answers())).isEqualTo(once);
      assertThat(rows(Attacks.plant(honest, truth, style, 0.3, 18).answers())).isNotEqualTo(once);
    }
  }

  @Test
  void plantedNames_sortAmongTheHonest() {
    AttackedCrowd crowd = plant(AttackStyle.SHARED_SHEET, 0.5);
    TreeSet<String> names = new TreeSet<>();
    for (int j = 0; j < crowd.answers().labelers(); j++) {
      names.add(crowd.answers().labeler(j));
    }
    int changes = 0;
    boolean before = false;
    for (String name : names) {
      boolean planted = crowd.planted().contains(name);
      changes += planted != before ? 1 : 0;
      before = planted;
    }
    assertThat(changes).isGreaterThan(crowd.planted().size() / 2);
  }

  @Test
  void spammers_areRightByChance_shareNoSheet() {
    AttackedCrowd crowd = plant(AttackStyle.SPAMMERS, 0.5);
    assertThat(right(crowd)).isCloseTo(1.0 / CLASSES, within(0.03));
    assertThat(copied(crowd)).isLessThan(0.6);
  }

  @Test
  void sharedSheet_isCopied_andNotBetterThanChance() {
    AttackedCrowd crowd = plant(AttackStyle.SHARED_SHEET, 0.5);
    assertThat(copied(crowd)).isCloseTo(1 - 0.05 * (CLASSES - 1.0) / CLASSES, within(0.01));
    assertThat(right(crowd)).isCloseTo(1.0 / CLASSES, within(0.06));
  }

  @Test
  void camouflaged_isRightOnTheGoldItRecognises() {
    AttackedCrowd crowd = plant(AttackStyle.CAMOUFLAGED, 0.5);
    Map<String, String> sheet = sheet(crowd);
    assertThat(crowd.gold()).hasSize(TASKS / 20);
    crowd.gold().forEach((task, label) -> assertThat(label).isEqualTo(truth.get(task)));
    long known = crowd.gold().keySet().stream().filter(t -> isRight(sheet, t)).count();
    assertThat(known / (double) crowd.gold().size()).isBetween(0.65, 1.0);
    long right = sheet.keySet().stream().filter(t -> isRight(sheet, t)).count();
    assertThat(right / (double) TASKS).isCloseTo(0.2 + 0.05 * 0.64, within(0.05));
    assertThat(copied(crowd)).isGreaterThan(0.94);
  }

  private boolean isRight(Map<String, String> sheet, String task) {
    return truth.get(task).equals(sheet.get(task));
  }

  @Test
  void targetedFlips_followTheMajority_andSpendHalfTheirWorkOnATenth() {
    AttackedCrowd crowd = plant(AttackStyle.TARGETED_FLIPS, 0.5);
    Map<String, String> sheet = sheet(crowd);
    Surroundings around = Surroundings.of(honest, truth, 0);
    TreeSet<String> flipped = new TreeSet<>();
    for (int t = 0; t < TASKS; t++) {
      String task = honest.task(t);
      boolean follows = honest.label(around.majority(t)).equals(sheet.get(task));
      if (!follows && sheet.containsKey(task)) {
        flipped.add(task);
        assertThat(sheet.get(task)).isNotEqualTo(truth.get(task));
      }
    }
    assertThat(flipped).hasSizeBetween(TASKS / 10 - 6, TASKS / 10 + 6);
    double work = share(crowd, (task, label) -> flipped.contains(task));
    assertThat(work).isCloseTo(0.5, within(0.08));
    assertThat(copied(crowd)).isGreaterThan(0.94);
  }

  @Test
  void rewardFarm_isAsRightAsADecentLabeler_andCopies() {
    AttackedCrowd crowd = plant(AttackStyle.REWARD_FARM, 0.5);
    double decent = Surroundings.of(honest, truth, 0).accuracyQuantile(0.75);
    assertThat(decent).isBetween(HONEST, HONEST + 0.1);
    assertThat(right(crowd)).isCloseTo(decent, within(0.05));
    assertThat(copied(crowd)).isGreaterThan(0.97);
  }

  @Test
  void tasksWithoutTruth_areAnsweredToo() {
    for (AttackStyle style : AttackStyle.values()) {
      AttackedCrowd crowd = Attacks.plant(honest, Map.of(), style, 0.3, 3);
      assertThat(crowd.gold()).isEmpty();
      assertThat(crowd.planted()).isNotEmpty();
    }
  }

  @Test
  void shareOutsideTheUnit_isRefused() {
    for (double share : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> plant(AttackStyle.SPAMMERS, share))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
