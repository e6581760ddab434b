package io.assay.simulation.attacks;

import static io.assay.simulation.attacks.RecordedAnswers.ACCURACY;
import static io.assay.simulation.attacks.RecordedAnswers.CLASSES;
import static io.assay.simulation.attacks.RecordedAnswers.LABELERS;
import static io.assay.simulation.attacks.RecordedAnswers.TASKS;
import static io.assay.simulation.attacks.RecordedAnswers.copied;
import static io.assay.simulation.attacks.RecordedAnswers.planted;
import static io.assay.simulation.attacks.RecordedAnswers.rows;
import static io.assay.simulation.attacks.RecordedAnswers.share;
import static io.assay.simulation.attacks.RecordedAnswers.sheet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Answers;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AttacksTest {
  private final RecordedAnswers recorded = new RecordedAnswers();
  private final Answers honest = recorded.answers;
  private final Map<String, String> truth = recorded.truth;

  private AttackedCrowd plant(AttackStyle style, double share) {
    return Attacks.plant(honest, truth, style, share, 17);
  }

  @Test
  void everyStyle_keepsTheHonestAnswers_hasItsShareAndItsAccounts() {
    for (AttackStyle style : AttackStyle.values()) {
      for (double share : new double[] {0.1, 0.4, 0.5}) {
        AttackedCrowd crowd = plant(style, share);
        int attack = crowd.answers().size() - honest.size();
        assertThat(attack / (double) crowd.answers().size()).isCloseTo(share, within(1e-3));
        assertThat(crowd.answers().labelers()).isEqualTo(LABELERS + crowd.planted().size());
        long expected = Math.max(5, Math.round(attack * (double) LABELERS / honest.size()));
        assertThat((long) crowd.planted().size()).isEqualTo(expected);
        assertThat(rows(crowd.answers())).containsAllEntriesOf(rows(honest));
        double mean = attack / (double) expected;
        planted(crowd)
            .values()
            .forEach(one -> assertThat(one.size() / mean).isBetween(0.7 / 1.3, 1.3 / 0.7));
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
  void sameSeed_sameAnswersOnEveryMachine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (AttackStyle style : AttackStyle.values()) {
      digest.update(rows(plant(style, 0.3).answers()).toString().getBytes(UTF_8));
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).startsWith("5ed91d74f8858a80");
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
    assertThat(recorded.right(crowd)).isCloseTo(1.0 / CLASSES, within(0.03));
    assertThat(copied(crowd)).isLessThan(0.6);
  }

  @Test
  void sharedSheet_isCopied_andNotBetterThanChance() {
    AttackedCrowd crowd = plant(AttackStyle.SHARED_SHEET, 0.5);
    assertThat(copied(crowd)).isCloseTo(1 - 0.05 * (CLASSES - 1.0) / CLASSES, within(0.01));
    assertThat(recorded.right(crowd)).isCloseTo(1.0 / CLASSES, within(0.06));
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
    assertThat(decent).isBetween(ACCURACY, ACCURACY + 0.1);
    assertThat(recorded.right(crowd)).isCloseTo(decent, within(0.05));
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
  void styles_areFoundByLetterAndName() {
    for (AttackStyle style : AttackStyle.values()) {
      assertThat(AttackStyle.find(style.letter())).contains(style);
      assertThat(AttackStyle.find(style.styleName())).contains(style);
    }
    assertThat(AttackStyle.find("none")).isEmpty();
  }

  @Test
  void shareOutsideTheUnit_isRefused() {
    for (double share : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> plant(AttackStyle.SPAMMERS, share))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
