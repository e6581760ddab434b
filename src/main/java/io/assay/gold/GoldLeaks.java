package io.assay.gold;

import io.assay.gold.LeakStatistic.Exposure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Looks for leaks among the gold items of a dataset, over all graded answers to them. */
final class GoldLeaks {
  /** A graded answer, in the order they came; {@code cluster} is that of the labeler, if any. */
  record Graded(UUID itemId, UUID labelerId, boolean correct, @Nullable UUID cluster) {}

  /** What was found at an item; accuracies are of its early and its late answers. */
  record Finding(
      UUID itemId, int graded, boolean leaked, double pValue, double early, double late) {}

  private record Tally(int correct, int answers) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(boolean right) {
      return new Tally(correct + (right ? 1 : 0), answers + 1);
    }
  }

  private final Map<UUID, List<Graded>> byItem = new TreeMap<>();
  private final Map<UUID, Tally> ofLabeler = new TreeMap<>();
  private Tally all = Tally.NONE;

  GoldLeaks(List<Graded> inOrder) {
    for (Graded one : inOrder) {
      byItem.computeIfAbsent(one.itemId(), id -> new ArrayList<>()).add(one);
      ofLabeler.merge(one.labelerId(), Tally.NONE.plus(one.correct()), GoldLeaks::sum);
      all = all.plus(one.correct());
    }
  }

  private static Tally sum(Tally one, Tally other) {
    return new Tally(one.correct() + other.correct(), one.answers() + other.answers());
  }

  /**
   * Looks at the items that are due.
   *
   * @param testedBefore graded answers at the last look, by item of the present gold
   * @param earlier the latest p-values of all items of the dataset looked at before
   */
  List<Finding> look(Map<UUID, Integer> testedBefore, Map<UUID, Double> earlier) {
    Map<UUID, Double> pValues = new TreeMap<>(earlier);
    List<UUID> due = new ArrayList<>();
    byItem.forEach(
        (item, graded) -> {
          Integer before = testedBefore.get(item);
          if (before != null && LeakStatistic.isDue(before, graded.size())) {
            due.add(item);
            pValues.put(item, pValue(graded));
          }
        });
    double threshold =
        LeakStatistic.threshold(pValues.values().stream().mapToDouble(p -> p).toArray());
    return due.stream()
        .map(item -> finding(item, pValues.getOrDefault(item, 1.0), threshold))
        .toList();
  }

  private Finding finding(UUID item, double p, double threshold) {
    List<Graded> graded = byItem.getOrDefault(item, List.of());
    int half = graded.size() / 2;
    return new Finding(
        item,
        graded.size(),
        p <= threshold,
        p,
        accuracy(graded.subList(0, half)),
        accuracy(graded.subList(half, graded.size())));
  }

  /** The smallest p of the late half and of each cluster, times their number and the looks. */
  private double pValue(List<Graded> graded) {
    double smallest = LeakStatistic.pValue(exposures(graded, i -> i >= graded.size() / 2));
    int tests = 1;
    Map<UUID, Integer> clusters = new LinkedHashMap<>();
    for (Graded one : graded) {
      if (one.cluster() != null) {
        clusters.merge(one.cluster(), 1, Integer::sum);
      }
    }
    for (Map.Entry<UUID, Integer> cluster : clusters.entrySet()) {
      if (cluster.getValue() >= LeakStatistic.MIN_GROUP) {
        IntPredicate member = i -> cluster.getKey().equals(graded.get(i).cluster());
        smallest = Math.min(smallest, LeakStatistic.pValue(exposures(graded, member)));
        tests++;
      }
    }
    return Math.min(1, smallest * tests * LeakStatistic.LOOKS);
  }

  private List<Exposure> exposures(List<Graded> graded, IntPredicate suspect) {
    double accuracyOfAll = all.answers() == 0 ? 1 : (double) all.correct() / all.answers();
    List<Exposure> exposures = new ArrayList<>();
    for (int i = 0; i < graded.size(); i++) {
      Graded one = graded.get(i);
      Tally tally = ofLabeler.getOrDefault(one.labelerId(), Tally.NONE);
      double skill =
          LeakStatistic.skill(
              tally.correct() - (one.correct() ? 1 : 0), tally.answers() - 1, accuracyOfAll);
      exposures.add(new Exposure(skill, one.correct(), suspect.test(i)));
    }
    return exposures;
  }

  private static double accuracy(List<Graded> graded) {
    long right = graded.stream().filter(Graded::correct).count();
    return graded.isEmpty() ? 0 : (double) right / graded.size();
  }
}
