package io.assay.consensus.numeric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Ratings in one canonical order, by item and again by labeler. */
final class RatingTable {
  final List<String> items;
  final List<String> labelers;

  /** Number of the item, of the labeler, value and weight of each rating, by item then labeler. */
  final int[] itemAt;

  final int[] labelerAt;
  final double[] valueAt;
  final double[] weightAt;

  /** Where the ratings of an item start; one entry more than items. */
  final int[] itemStarts;

  /** Positions of the ratings of a labeler, ascending. */
  final List<int[]> ofLabeler;

  RatingTable(Collection<Rating> ratings) {
    List<Rating> sorted = new ArrayList<>(ratings);
    sorted.sort(Comparator.comparing(Rating::item).thenComparing(Rating::labeler));
    TreeSet<String> itemNames = new TreeSet<>();
    TreeSet<String> labelerNames = new TreeSet<>();
    for (int p = 0; p < sorted.size(); p++) {
      Rating rating = sorted.get(p);
      boolean fresh = itemNames.add(rating.item());
      if (!fresh && sorted.get(p - 1).labeler().equals(rating.labeler())) {
        throw new IllegalArgumentException(
            "labeler " + rating.labeler() + " rated item " + rating.item() + " twice");
      }
      labelerNames.add(rating.labeler());
    }
    items = List.copyOf(itemNames);
    labelers = List.copyOf(labelerNames);
    int size = sorted.size();
    itemAt = new int[size];
    labelerAt = new int[size];
    valueAt = new double[size];
    weightAt = new double[size];
    itemStarts = new int[items.size() + 1];
    int[] counts = new int[labelers.size()];
    for (int p = 0; p < size; p++) {
      itemAt[p] = Collections.binarySearch(items, sorted.get(p).item());
      labelerAt[p] = Collections.binarySearch(labelers, sorted.get(p).labeler());
      valueAt[p] = sorted.get(p).value();
      weightAt[p] = sorted.get(p).weight();
      counts[labelerAt[p]]++;
      itemStarts[itemAt[p] + 1] = p + 1;
    }
    ofLabeler = new ArrayList<>();
    for (int count : counts) {
      ofLabeler.add(new int[count]);
    }
    int[] next = new int[labelers.size()];
    for (int p = 0; p < size; p++) {
      ofLabeler.get(labelerAt[p])[next[labelerAt[p]]++] = p;
    }
  }

  int size() {
    return valueAt.length;
  }
}
