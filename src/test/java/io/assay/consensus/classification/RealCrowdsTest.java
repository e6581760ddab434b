package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealCrowdsTest {
  private static final List<String> SETS =
      List.of(
          "bluebird",
          "dog",
          "face",
          "music",
          "possent_gold",
          "product",
          "rte",
          "sp_amt",
          "temp",
          "trec10_vuurens",
          "weather_amt",
          "weather_cf",
          "web");

  /** What plain Dawid–Skene reaches elsewhere. */
  private static final Map<String, Double> BAR =
      Map.of("rte", 0.9275, "dog", 0.8426, "web", 0.8292);

  @Test
  void everyMethod_onRecordedCrowds_runsAndTheDefaultReachesTheBar() {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return;
    }
    double[] sums = new double[Aggregators.all().size()];
    for (String set : SETS) {
      RealCrowds.Crowd crowd = RealCrowds.read(folder.get(), set);
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-15s", set));
      int column = 0;
      for (Aggregator aggregator : Aggregators.all()) {
        long start = System.nanoTime();
        Consensus consensus = aggregator.aggregate(crowd.answers(), Map.of());
        long millis = (System.nanoTime() - start) / 1_000_000;
        double accuracy = crowd.accuracy(consensus);
        sums[column++] += accuracy / SETS.size();
        line.append(
            String.format(Locale.ROOT, " %s %.4f (%d ms)", aggregator.name(), accuracy, millis));
        if (aggregator == Aggregators.DEFAULT && BAR.containsKey(set)) {
          assertThat(accuracy).as(set).isGreaterThanOrEqualTo(BAR.get(set) - 0.00005);
        }
      }
      System.out.println(line);
    }
    StringBuilder means = new StringBuilder("mean           ");
    for (double sum : sums) {
      means.append(String.format(Locale.ROOT, " %.4f", sum));
    }
    System.out.println(means);
    assertThat(sums[sums.length - 1]).isGreaterThan(Math.max(sums[0], sums[1]));
  }
}
