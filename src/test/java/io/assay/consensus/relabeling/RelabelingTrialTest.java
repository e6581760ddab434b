package io.assay.consensus.relabeling;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.classification.Answers;
import io.assay.consensus.classification.DawidSkene;
import io.assay.consensus.classification.RealCrowds;
import io.assay.consensus.classification.SyntheticCrowd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelabelingTrialTest {
  private static final List<String> DENSE =
      List.of("bluebird", "temp", "face", "weather_amt", "rte", "dog", "sp_amt", "possent_gold");
  private static final int[] OVERLAPS = {3, 5};
  private static final int SEEDS = Integer.getInteger("assay.relabeling.seeds", 5);

  @Test
  void madeUpCrowd_needsFewerAnswersThanFixedOverlap_andIsTheSameTwice() {
    SyntheticCrowd crowd = SyntheticCrowd.of(new Random(11), 300, 40, 3, 12);
    double saving = savings("synthetic", crowd.answers(), crowd.truth())[1];
    assertThat(saving).isPositive();
    List<RelabelingTrial.Point> once = curve(crowd.answers(), crowd.truth(), 1);
    assertThat(curve(crowd.answers(), crowd.truth(), 1)).isEqualTo(once);
  }

  @Test
  void recordedCrowds_needFewerAnswersThanFixedOverlap() {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return;
    }
    double[] mean = new double[OVERLAPS.length];
    for (String set : DENSE) {
      RealCrowds.Crowd crowd = RealCrowds.read(folder.get(), set);
      double[] savings = savings(set, crowd.answers(), crowd.truth());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += savings[i] / DENSE.size();
      }
    }
    System.out.printf(Locale.ROOT, "mean saving %.3f at 3, %.3f at 5%n", mean[0], mean[1]);
    assertThat(mean[0]).isGreaterThan(0.15);
    assertThat(mean[1]).isGreaterThan(0.25);
  }

  private static List<RelabelingTrial.Point> curve(
      Answers answers, Map<String, String> truth, long seed) {
    return new RelabelingTrial(answers, truth, new DawidSkene(), seed)
        .run(new KnowledgeGradient(5), 5.5);
  }

  private static double[] savings(String name, Answers answers, Map<String, String> truth) {
    List<List<RelabelingTrial.Point>> curves = new ArrayList<>();
    double[] fixed = new double[OVERLAPS.length];
    for (int seed = 0; seed < SEEDS; seed++) {
      curves.add(curve(answers, truth, seed));
      RelabelingTrial trial = new RelabelingTrial(answers, truth, new DawidSkene(), seed);
      for (int i = 0; i < fixed.length; i++) {
        fixed[i] += trial.accuracyAt(OVERLAPS[i]) / SEEDS;
      }
    }
    double[] savings = new double[fixed.length];
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-13s", name));
    for (int i = 0; i < fixed.length; i++) {
      double needed = needed(curves, fixed[i]);
      savings[i] = 1 - needed / OVERLAPS[i];
      line.append(
          String.format(
              Locale.ROOT,
              "  fixed %d %.4f: %.2f answers, saves %.3f",
              OVERLAPS[i],
              fixed[i],
              needed,
              savings[i]));
    }
    System.out.println(line);
    return savings;
  }

  /** First overlap from which the mean curve, over seeds and three rounds, is no worse. */
  private static double needed(List<List<RelabelingTrial.Point>> curves, double accuracy) {
    int length = curves.stream().mapToInt(List::size).min().orElse(0);
    for (int i = 1; i + 1 < length; i++) {
      double mean = 0;
      for (List<RelabelingTrial.Point> curve : curves) {
        for (int near = i - 1; near <= i + 1; near++) {
          mean += curve.get(near).accuracy() / 3 / curves.size();
        }
      }
      if (mean >= accuracy) {
        return curves.get(0).get(i).overlap();
      }
    }
    return curves.get(0).get(length - 1).overlap();
  }
}
