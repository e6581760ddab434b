package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Confidences of the default method held against recorded truth, sets of 500 truths and more. */
class RealCalibrationTest {
  private static final List<String> SETS =
      List.of("dog", "face", "music", "possent_gold", "product", "rte", "sp_amt", "web");

  @Test
  void confidences_holdAgainstTruth_betterStillWithGold() {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return;
    }
    double without = 0;
    double with = 0;
    double plain = 0;
    for (String set : SETS) {
      RealCrowds.Crowd crowd = RealCrowds.read(folder.get(), set);
      double[] error = {
        error(crowd, Aggregators.DEFAULT, Map.of()),
        error(crowd, Aggregators.DEFAULT, gold(crowd)),
        error(crowd, new HierarchicalDawidSkene(), Map.of())
      };
      without += error[0] / SETS.size();
      with += error[1] / SETS.size();
      plain += error[2] / SETS.size();
      System.out.printf(
          Locale.ROOT,
          "%-13s calibration error %.3f, with 200 gold items %.3f; Dawid-Skene %.3f%n",
          set,
          error[0],
          error[1],
          error[2]);
    }
    System.out.printf(
        Locale.ROOT,
        "mean          calibration error %.4f, with 200 gold items %.4f; Dawid-Skene %.4f%n",
        without,
        with,
        plain);
    assertThat(without).isLessThan(0.065).isLessThan(plain);
    assertThat(with).isLessThan(0.045);
  }

  private static Map<String, String> gold(RealCrowds.Crowd crowd) {
    List<String> tasks = new ArrayList<>(new TreeMap<>(crowd.truth()).keySet());
    tasks.removeIf(task -> crowd.answers().taskIndex(task) < 0);
    Collections.shuffle(tasks, new Random(1));
    Map<String, String> gold = new TreeMap<>();
    for (String task : tasks.subList(0, Calibration.MIN_GOLD_ITEMS)) {
      gold.put(task, crowd.truth().get(task));
    }
    return gold;
  }

  /** Over the tasks whose truth the estimator was not told. */
  private static double error(
      RealCrowds.Crowd crowd, Aggregator aggregator, Map<String, String> gold) {
    Consensus consensus = aggregator.aggregate(crowd.answers(), gold);
    Calibration.Bins bins = new Calibration.Bins();
    for (int t = 0; t < consensus.answers().tasks(); t++) {
      String task = consensus.answers().task(t);
      String truth = crowd.truth().get(task);
      if (truth != null && !gold.containsKey(task)) {
        bins.add(consensus.confidence(t), consensus.label(t).equals(truth), 1);
      }
    }
    return bins.expectedCalibrationError();
  }
}
