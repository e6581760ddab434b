package io.assay.consensus.relabeling;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
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
  /** The default method less its search for blocs: these crowds have none, and fits are many. */
  private static final Aggregator WITHOUT_BLOCS =
      Aggregators.find("averaged-dawid-skene").orElseThrow();

  private static final List<String> DENSE =
      List.of("bluebird", "temp", "face", "weather_amt", "rte", "dog", "sp_amt", "possent_gold");
  private static final int[] OVERLAPS = {3, 5};
  private static final double[] THRESHOLDS = {0.7, 0.8, 0.9};
  private static final int SEEDS = Integer.getInteger("assay.relabeling.seeds", 2);

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
    double confident = 0;
    for (String set : DENSE) {
      RealCrowds.Crowd crowd = RealCrowds.read(folder.get(), set);
      double[] savings = savings(set, crowd.answers(), crowd.truth());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += savings[i] / DENSE.size();
      }
      confident += savingOverConfidence(set, crowd) / DENSE.size();
    }
    System.out.printf(
        Locale.ROOT,
        "mean saving over fixed overlap %.3f at 3, %.3f at 5; over stop at confidence %.3f%n",
        mean[0],
        mean[1],
        confident);
    assertThat((mean[0] + mean[1]) / 2).isGreaterThan(0.3);
    assertThat(confident).as("no worse than stopping at a confidence").isGreaterThan(-0.03);
  }

  /** Fewer answers than stopping at a confidence needs for the same accuracy; over thresholds. */
  private static double savingOverConfidence(String set, RealCrowds.Crowd crowd) {
    double mean = 0;
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-13s", set));
    List<List<RelabelingTrial.Point>> curves = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      curves.add(curve(crowd.answers(), crowd.truth(), seed));
    }
    for (double threshold : THRESHOLDS) {
      double overlap = 0;
      double accuracy = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        List<RelabelingTrial.Point> stopped =
            new RelabelingTrial(crowd.answers(), crowd.truth(), WITHOUT_BLOCS, seed)
                .run(new StopAtConfidence(threshold), 5.5);
        RelabelingTrial.Point end = stopped.get(stopped.size() - 1);
        overlap += end.overlap() / SEEDS;
        accuracy += end.accuracy() / SEEDS;
      }
      double needed = needed(curves, accuracy);
      mean += (1 - needed / overlap) / THRESHOLDS.length;
      line.append(
          String.format(
              Locale.ROOT,
              "  stop at %.2f %.4f with %.2f answers: %.2f answers",
              threshold,
              accuracy,
              overlap,
              needed));
    }
    System.out.println(line);
    return mean;
  }

  private static List<RelabelingTrial.Point> curve(
      Answers answers, Map<String, String> truth, long seed) {
    return new RelabelingTrial(answers, truth, WITHOUT_BLOCS, seed)
        .run(new ExpectedErrorReduction(0), 5.5);
  }

  private static double[] savings(String name, Answers answers, Map<String, String> truth) {
    List<List<RelabelingTrial.Point>> curves = new ArrayList<>();
    double[] fixed = new double[OVERLAPS.length];
    for (int seed = 0; seed < SEEDS; seed++) {
      curves.add(curve(answers, truth, seed));
      RelabelingTrial trial = new RelabelingTrial(answers, truth, WITHOUT_BLOCS, seed);
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
