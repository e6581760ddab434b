package io.assay.consensus.objects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds which shapes of different labelers are the same object.
 *
 * <p>Pairs of shapes are taken by falling intersection over union, those of one class first among
 * equals; their clusters are joined where they have no labeler in common and overlap by 0.5 on
 * average. What decides between equals is where they lie, never who drew them.
 */
final class Clusters {
  private static final double LEAST_OVERLAP = 0.5;

  /** A shape and the labeler who drew it, by number. */
  record Mark(int labeler, Shape shape) {}

  private record Pair(int a, int b, double overlap, boolean sameClass) {}

  private Clusters() {}

  /** Clusters of at most one mark a labeler; marks sorted as {@link #order} sorts them. */
  static List<List<Mark>> of(List<Mark> unsorted) {
    List<Mark> marks = new ArrayList<>(unsorted);
    marks.sort(
        Comparator.comparing((Mark mark) -> order(mark.shape())).thenComparing(Mark::labeler));
    int size = marks.size();
    double[][] overlap = new double[size][size];
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < size; a++) {
      for (int b = a + 1; b < size; b++) {
        if (marks.get(a).labeler() == marks.get(b).labeler()) {
          continue;
        }
        overlap[a][b] = Overlap.of(marks.get(a).shape(), marks.get(b).shape());
        overlap[b][a] = overlap[a][b];
        if (overlap[a][b] >= LEAST_OVERLAP) {
          boolean same = marks.get(a).shape().label().equals(marks.get(b).shape().label());
          pairs.add(new Pair(a, b, overlap[a][b], same));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble((Pair pair) -> -pair.overlap())
            .thenComparing(pair -> !pair.sameClass())
            .thenComparingInt(Pair::a)
            .thenComparingInt(Pair::b));
    List<List<Integer>> of = new ArrayList<>();
    for (int a = 0; a < size; a++) {
      of.add(new ArrayList<>(List.of(a)));
    }
    for (Pair pair : pairs) {
      List<Integer> one = of.get(pair.a());
      List<Integer> other = of.get(pair.b());
      if (one != other && joins(one, other, marks, overlap)) {
        one.addAll(other);
        other.forEach(member -> of.set(member, one));
      }
    }
    return collect(of, marks);
  }

  private static boolean joins(
      List<Integer> one, List<Integer> other, List<Mark> marks, double[][] overlap) {
    double sum = 0;
    for (int a : one) {
      for (int b : other) {
        if (marks.get(a).labeler() == marks.get(b).labeler()) {
          return false;
        }
        sum += overlap[a][b];
      }
    }
    return sum >= LEAST_OVERLAP * one.size() * other.size();
  }

  private static List<List<Mark>> collect(List<List<Integer>> of, List<Mark> marks) {
    List<List<Mark>> clusters = new ArrayList<>();
    for (int a = 0; a < of.size(); a++) {
      List<Integer> members = new ArrayList<>(of.get(a));
      members.sort(Comparator.naturalOrder());
      if (members.get(0) == a) {
        clusters.add(members.stream().map(marks::get).toList());
      }
    }
    return clusters;
  }

  /** A text by which shapes are put in order. */
  private static String order(Shape shape) {
    return shape.toString();
  }
}
