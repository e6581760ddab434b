package io.assay.simulation.attacks;

import static io.assay.simulation.attacks.RecordedAnswers.ACCURACY;
import static io.assay.simulation.attacks.RecordedAnswers.CLASSES;
import static io.assay.simulation.attacks.RecordedAnswers.TASKS;
import static io.assay.simulation.attacks.RecordedAnswers.agreement;
import static io.assay.simulation.attacks.RecordedAnswers.copied;
import static io.assay.simulation.attacks.RecordedAnswers.planted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Attackers that adapt: to being trusted, to gold, to probes, to detectors of one farm. */
class CunningFarmsTest {
  private final RecordedAnswers recorded = new RecordedAnswers();
  private final Surroundings around = Surroundings.of(recorded.answers, recorded.truth, 3);

  private Farm farm(AttackStyle style, int accounts, int volume) {
    return style.farm(around, accounts, volume, 11);
  }

  private boolean isRight(Farm farm, int account, int task) {
    return farm.answer(account, task) == around.key(task);
  }

  @Test
  void sleepers_workHonestly_untilTheyDoNot() {
    Farm farm = farm(AttackStyle.SLEEPERS, 4, 400);
    int asleep = 0;
    int awake = 0;
    for (int task = 0; task < 400; task++) {
      for (int account = 0; account < 4; account++) {
        boolean right = isRight(farm, account, task);
        asleep += task < 200 && right ? 1 : 0;
        awake += task >= 200 && right ? 1 : 0;
      }
    }
    assertThat(asleep / 800.0).isCloseTo(ACCURACY, within(0.05));
    assertThat(awake / 800.0).isCloseTo(1.0 / CLASSES, within(0.1));
  }

  @Test
  void leakers_areRightOnGold_onceOneOfThemHasMetIt() {
    Farm farm = farm(AttackStyle.GOLD_LEAKERS, 50, TASKS);
    int other = 0;
    int otherRight = 0;
    for (int task = 0; task < TASKS; task++) {
      farm.answer(0, task);
      for (int account = 1; account < 50; account++) {
        boolean right = isRight(farm, account, task);
        if (around.isGold(task)) {
          assertThat(right).isTrue();
        } else {
          other++;
          otherRight += right ? 1 : 0;
        }
      }
    }
    assertThat(otherRight / (double) other).isCloseTo(1.0 / CLASSES, within(0.02));
  }

  @Test
  void modelCopiers_agreeOnErrors_moreThanTheyAreRight() {
    Farm farm = farm(AttackStyle.MODEL_COPIERS, 2, TASKS);
    int right = 0;
    int same = 0;
    for (int task = 0; task < TASKS; task++) {
      right += isRight(farm, 0, task) ? 1 : 0;
      same += farm.answer(0, task) == farm.answer(1, task) ? 1 : 0;
    }
    assertThat(right / (double) TASKS).isBetween(0.5, 0.9);
    assertThat(same / (double) TASKS).isGreaterThan(0.8);
  }

  @Test
  void counters_areHonestOnWhatTheyAreShownTooOften() {
    int accounts = 20;
    Farm farm = farm(AttackStyle.EXPOSURE_COUNTERS, accounts, 30);
    int usualRight = 0;
    int probeRight = 0;
    for (int task = 0; task < TASKS; task++) {
      for (int account = 0; account < accounts; account++) {
        boolean right = isRight(farm, account, task);
        usualRight += account < 3 && right ? 1 : 0;
        probeRight += account >= 10 && right ? 1 : 0;
      }
    }
    assertThat(usualRight / (3.0 * TASKS)).isCloseTo(1.0 / CLASSES, within(0.08));
    assertThat(probeRight / (10.0 * TASKS)).isCloseTo(ACCURACY, within(0.05));
  }

  @Test
  void twoFarms_agreeWithin_notBetween() {
    List<Map<String, String>> labels = sheets(farm(AttackStyle.TWO_FARMS, 4, TASKS), 4);
    assertThat(agreement(labels.get(0), labels.get(2))).isGreaterThan(0.9);
    assertThat(agreement(labels.get(1), labels.get(3))).isGreaterThan(0.9);
    assertThat(agreement(labels.get(0), labels.get(1))).isLessThan(0.4);
  }

  @Test
  void smallFarms_areOfTwoToFive() {
    List<Map<String, String>> labels = sheets(farm(AttackStyle.SMALL_FARMS, 14, TASKS), 14);
    Set<Integer> sizes = new HashSet<>();
    for (Map<String, String> one : labels) {
      sizes.add((int) labels.stream().filter(other -> agreement(one, other) > 0.85).count());
    }
    assertThat(sizes).containsExactlyInAnyOrder(2, 3, 4, 5);
  }

  private List<Map<String, String>> sheets(Farm farm, int accounts) {
    List<Map<String, String>> sheets = new ArrayList<>();
    for (int account = 0; account < accounts; account++) {
      Map<String, String> sheet = new TreeMap<>();
      for (int task = 0; task < TASKS; task++) {
        sheet.put("t" + task, "c" + farm.answer(account, task));
      }
      sheets.add(sheet);
    }
    return sheets;
  }

  @Test
  void shapes_overlapAsFarAsTold_andCopyAtTheirRate() {
    FarmShape shape = new FarmShape(10, 0.75, 0.8, 100, 40);
    AttackedCrowd crowd = Attacks.plant(recorded.answers, recorded.truth, shape, 2, 9);
    assertThat(crowd.planted()).hasSize(20);
    Map<String, Map<String, String>> labels = planted(crowd);
    labels.values().forEach(one -> assertThat(one).hasSize(100));
    int farms = 0;
    for (Map<String, String> one : labels.values()) {
      for (Map<String, String> other : labels.values()) {
        Set<String> common = new HashSet<>(one.keySet());
        common.retainAll(other.keySet());
        farms += common.size() >= 40 ? 1 : 0;
      }
    }
    assertThat(farms).as("pairs of one farm, each twice and with itself").isBetween(200, 202);
    assertThat(recorded.right(crowd)).isBetween(0.68, 0.84);
    assertThat(copied(crowd)).isBetween(0.75, 0.98);
  }

  @Test
  void impossibleShapes_areRefused() {
    assertThatThrownBy(() -> new FarmShape(5, 0.75, 1, 10, 20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FarmShape(0, 0.75, 1, 10, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
