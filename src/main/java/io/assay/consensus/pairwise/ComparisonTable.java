package io.assay.consensus.pairwise;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Comparisons in one canonical order, the first name of a pair on the left. */
final class ComparisonTable {
  final List<String> things;
  final List<String> labelers;
  final int[] leftAt;
  final int[] rightAt;
  final int[] labelerAt;

  /** 1 where the left one is preferred, -1 for the right one, 0 for a tie. */
  final int[] outcomeAt;

  final double[] weightAt;

  /** Positions of the comparisons a thing is in, ascending. */
  final List<int[]> ofThing;

  /** Positions of the comparisons of a labeler, ascending. */
  final List<int[]> ofLabeler;

  ComparisonTable(Collection<Comparison> comparisons) {
    List<Comparison> sorted = new ArrayList<>();
    TreeSet<String> thingNames = new TreeSet<>();
    TreeSet<String> labelerNames = new TreeSet<>();
    for (Comparison comparison : comparisons) {
      sorted.add(ordered(comparison));
      thingNames.add(comparison.left());
      thingNames.add(comparison.right());
      labelerNames.add(comparison.labeler());
    }
    sorted.sort(
        Comparator.comparing(Comparison::left)
            .thenComparing(Comparison::right)
            .thenComparing(Comparison::labeler)
            .thenComparing(Comparison::preference)
            .thenComparing(Comparison::weight));
    things = List.copyOf(thingNames);
    labelers = List.copyOf(labelerNames);
    int size = sorted.size();
    leftAt = new int[size];
    rightAt = new int[size];
    labelerAt = new int[size];
    outcomeAt = new int[size];
    weightAt = new double[size];
    List<List<Integer>> byThing = empty(things.size());
    List<List<Integer>> byLabeler = empty(labelers.size());
    for (int p = 0; p < size; p++) {
      Comparison comparison = sorted.get(p);
      leftAt[p] = Collections.binarySearch(things, comparison.left());
      rightAt[p] = Collections.binarySearch(things, comparison.right());
      labelerAt[p] = Collections.binarySearch(labelers, comparison.labeler());
      weightAt[p] = comparison.weight();
      outcomeAt[p] =
          comparison.preference() == Comparison.Preference.TIE
              ? 0
              : comparison.preference() == Comparison.Preference.LEFT ? 1 : -1;
      byThing.get(leftAt[p]).add(p);
      byThing.get(rightAt[p]).add(p);
      byLabeler.get(labelerAt[p]).add(p);
    }
    ofThing = arrays(byThing);
    ofLabeler = arrays(byLabeler);
  }

  private static Comparison ordered(Comparison comparison) {
    return comparison.left().compareTo(comparison.right()) < 0 ? comparison : comparison.turned();
  }

  private static List<List<Integer>> empty(int size) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static List<int[]> arrays(List<List<Integer>> lists) {
    return lists.stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  int size() {
    return outcomeAt.length;
  }
}
