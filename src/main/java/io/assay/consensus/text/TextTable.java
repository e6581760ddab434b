package io.assay.consensus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/*
 * Equal texts of an item are one group and aligned once. Groups lie in the order of their texts and
 * all sums over labelers run over sorted numbers, so that names of labelers leave no trace.
 */
/** Texts in one canonical order, by item and again by text. */
final class TextTable {
  /** Labelers who gave an item the same text, by their positions. */
  record Group(String text, List<Token> tokens, List<Integer> positions) {
    Group {
      positions = List.copyOf(positions);
    }
  }

  final List<String> items;
  final List<String> labelers;

  /** Labeler and weight of the answer at each position, by item. */
  final int[] labelerAt;

  final double[] weightAt;

  /** The groups of each item. */
  final List<List<Group>> groups = new ArrayList<>();

  private final int[] answers;
  private final int[] answersOfLabeler;

  TextTable(Collection<TextAnswer> answers) {
    List<TextAnswer> sorted = new ArrayList<>();
    for (TextAnswer one : answers) {
      sorted.add(new TextAnswer(one.item(), one.labeler(), one.text().strip(), one.weight()));
    }
    sorted.sort(
        Comparator.comparing(TextAnswer::item)
            .thenComparing(TextAnswer::text)
            .thenComparing(TextAnswer::weight)
            .thenComparing(TextAnswer::labeler));
    items = List.copyOf(new TreeSet<>(sorted.stream().map(TextAnswer::item).toList()));
    labelers = List.copyOf(new TreeSet<>(sorted.stream().map(TextAnswer::labeler).toList()));
    labelerAt = new int[sorted.size()];
    weightAt = new double[sorted.size()];
    this.answers = new int[items.size()];
    answersOfLabeler = new int[labelers.size()];
    for (int p = 0; p < labelerAt.length; p++) {
      labelerAt[p] = Collections.binarySearch(labelers, sorted.get(p).labeler());
      weightAt[p] = sorted.get(p).weight();
      answersOfLabeler[labelerAt[p]]++;
      this.answers[Collections.binarySearch(items, sorted.get(p).item())]++;
    }
    int from = 0;
    for (int count : this.answers) {
      group(sorted, from, from + count);
      from += count;
    }
  }

  private void group(List<TextAnswer> sorted, int from, int to) {
    Set<String> seen = new HashSet<>();
    double total = 0;
    List<Group> all = new ArrayList<>();
    int start = from;
    for (int p = from; p < to; p++) {
      TextAnswer answer = sorted.get(p);
      if (!seen.add(answer.labeler())) {
        throw new IllegalArgumentException(
            "labeler " + answer.labeler() + " answered item " + answer.item() + " twice");
      }
      total += weightAt[p];
      if (p + 1 == to || !sorted.get(p + 1).text().equals(answer.text())) {
        List<Integer> positions = IntStream.rangeClosed(start, p).boxed().toList();
        all.add(new Group(answer.text(), Token.listOf(answer.text()), positions));
        start = p + 1;
      }
    }
    if (total <= 0) { // Somebody has to decide.
      Arrays.fill(weightAt, from, to, 1);
    }
    groups.add(all);
  }

  /** The number of answers to an item. */
  int answers(int item) {
    return answers[item];
  }

  /** The number of answers of a labeler. */
  int answersOf(int labeler) {
    return answersOfLabeler[labeler];
  }

  /** The votes for each text of an item, where a whole vote of a labeler counts this much. */
  double[] votes(int item, double[] byLabeler) {
    List<Group> all = groups.get(item);
    double[] votes = new double[all.size()];
    for (int g = 0; g < votes.length; g++) {
      List<Integer> positions = all.get(g).positions();
      double[] each = new double[positions.size()];
      for (int n = 0; n < each.length; n++) {
        int p = positions.get(n);
        each[n] = weightAt[p] * byLabeler[labelerAt[p]];
      }
      Arrays.sort(each);
      for (double vote : each) {
        votes[g] += vote;
      }
    }
    return votes;
  }
}
