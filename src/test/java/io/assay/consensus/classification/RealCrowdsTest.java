package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** Means over the sets of other implementations of the same methods. */
  private static final Map<String, Double> PEERS =
      Map.of("dawid-skene", 0.8491, "ebcc", 0.8478, "wawa", 0.8415);

  /** The best mean of any one of them. */
  private static final double BEST_SINGLE_PEER = 0.8491;

  /** The peer of MACE has no figure for one set. */
  private static final double MACE_PEER_WITHOUT_TREC = 0.8551;

  private static final double SLACK = 0.01;

  @Test
  void everyMethod_onRecordedCrowds_reachesItsBar() {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return;
    }
    Map<String, Map<String, Double>> accuracies = new TreeMap<>();
    for (String set : SETS) {
      accuracies.put(set, accuracies(set, RealCrowds.read(folder.get(), set)));
    }
    StringBuilder line = new StringBuilder("mean           ");
    for (Aggregator aggregator : Aggregators.all()) {
      String method = aggregator.name();
      double mean = mean(accuracies, method, SETS);
      line.append(String.format(Locale.ROOT, " %s %.4f", method, mean));
      assertThat(mean)
          .as(method)
          .isGreaterThanOrEqualTo(mean(accuracies, "majority", SETS))
          .isGreaterThan(PEERS.getOrDefault(method, 0.0) - SLACK);
    }
    System.out.println(line);
    BAR.forEach(
        (set, bar) ->
            assertThat(accuracies.get(set).get(Aggregators.DEFAULT.name()))
                .as(set)
                .isGreaterThanOrEqualTo(bar - 0.00005));
    assertThat(mean(accuracies, Aggregators.DEFAULT.name(), SETS))
        .isGreaterThan(mean(accuracies, "hierarchical-dawid-skene", SETS))
        .isGreaterThan(BEST_SINGLE_PEER);
    List<String> withoutTrec = SETS.stream().filter(set -> !set.startsWith("trec10")).toList();
    assertThat(mean(accuracies, "mace", withoutTrec)).isGreaterThan(MACE_PEER_WITHOUT_TREC - SLACK);
  }

  private static Map<String, Double> accuracies(String set, RealCrowds.Crowd crowd) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-15s", set));
    Map<String, Double> accuracies = new TreeMap<>();
    for (Aggregator aggregator : Aggregators.all()) {
      long start = System.nanoTime();
      Consensus consensus = aggregator.aggregate(crowd.answers(), Map.of());
      long millis = (System.nanoTime() - start) / 1_000_000;
      double accuracy = crowd.accuracy(consensus);
      accuracies.put(aggregator.name(), accuracy);
      line.append(
          String.format(Locale.ROOT, " %s %.4f (%d ms)", aggregator.name(), accuracy, millis));
    }
    System.out.println(line);
    return accuracies;
  }

  private static double mean(
      Map<String, Map<String, Double>> accuracies, String method, List<String> sets) {
    double sum = 0;
    for (String set : sets) {
      sum += accuracies.get(set).get(method) / sets.size();
    }
    return sum;
  }
}
