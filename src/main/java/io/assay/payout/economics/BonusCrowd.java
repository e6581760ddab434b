package io.assay.payout.economics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/*
 * Answers stay in the order given (a bonus is due for places in it); all else is by the order of the
 * names, and sums are of whole numbers, so that a crowd read in any order is paid the same.
 *
 * A voice has one vote an item: the label most of its labelers gave, the first of those tied. So a
 * group of any size is one peer of everybody else.
 */
/** Answers as numbers, with the votes that they are measured by. */
final class BonusCrowd {
  private static final int NOBODY = -1;

  private final List<String> labelers;
  private final int items;
  private final int labels;
  private final int[] itemAt;
  private final int[] labelerAt;
  private final int[] labelAt;

  /** The voice of each labeler, or NOBODY. */
  private final int[] voiceOf;

  private final int voices;

  /** Votes by item. */
  private final int[] voteStart;

  private final int[] voteVoice;
  private final int[] voteLabel;

  BonusCrowd(List<BonusAnswer> answers, Voices given) {
    Map<String, Integer> itemNumbers = numbers(answers, BonusAnswer::item);
    Map<String, Integer> labelerNumbers = numbers(answers, BonusAnswer::labeler);
    Map<String, Integer> labelNumbers = numbers(answers, BonusAnswer::label);
    labelers = new ArrayList<>(new TreeSet<>(labelerNumbers.keySet()));
    items = itemNumbers.size();
    labels = labelNumbers.size();
    int size = answers.size();
    itemAt = new int[size];
    labelerAt = new int[size];
    labelAt = new int[size];
    for (int p = 0; p < size; p++) {
      BonusAnswer one = answers.get(p);
      itemAt[p] = itemNumbers.getOrDefault(one.item(), NOBODY);
      labelerAt[p] = labelerNumbers.getOrDefault(one.labeler(), NOBODY);
      labelAt[p] = labelNumbers.getOrDefault(one.label(), NOBODY);
    }
    voiceOf = new int[labelers.size()];
    Map<String, Integer> groups = new HashMap<>();
    int count = 0;
    for (int j = 0; j < voiceOf.length; j++) {
      String group = given.groups().get(labelers.get(j));
      if (given.ignored().contains(labelers.get(j))) {
        voiceOf[j] = NOBODY;
      } else if (group == null) {
        voiceOf[j] = count++;
      } else {
        Integer known = groups.putIfAbsent(group, count);
        voiceOf[j] = known == null ? count++ : known;
      }
    }
    voices = count;
    voteStart = new int[items + 1];
    voteVoice = new int[size];
    voteLabel = new int[size];
    vote(byItem());
  }

  private static Map<String, Integer> numbers(
      List<BonusAnswer> answers, Function<BonusAnswer, String> name) {
    TreeSet<String> names = new TreeSet<>();
    answers.forEach(one -> names.add(name.apply(one)));
    Map<String, Integer> numbers = new HashMap<>(names.size() * 2);
    names.forEach(one -> numbers.put(one, numbers.size()));
    return numbers;
  }

  private int[][] byItem() {
    int[] sizes = new int[items];
    for (int t : itemAt) {
      sizes[t]++;
    }
    int[][] places = new int[items][];
    for (int t = 0; t < items; t++) {
      places[t] = new int[sizes[t]];
    }
    for (int p = itemAt.length - 1; p >= 0; p--) {
      places[itemAt[p]][--sizes[itemAt[p]]] = p;
    }
    return places;
  }

  private void vote(int[][] byItem) {
    int votes = 0;
    for (int t = 0; t < items; t++) {
      voteStart[t] = votes;
      long[] keys =
          Arrays.stream(byItem[t])
              .filter(p -> voice(p) != NOBODY)
              .mapToLong(p -> ((long) voice(p) << 32) | labelAt[p])
              .sorted()
              .toArray();
      int best = 0;
      for (int i = 0; i < keys.length; ) {
        int end = i;
        while (end < keys.length && keys[end] == keys[i]) {
          end++;
        }
        int voice = (int) (keys[i] >> 32);
        boolean first = votes == voteStart[t] || voteVoice[votes - 1] != voice;
        if (first) {
          voteVoice[votes] = voice;
          votes++;
        }
        if (first || end - i > best) {
          voteLabel[votes - 1] = (int) keys[i];
          best = end - i;
        }
        i = end;
      }
    }
    voteStart[items] = votes;
  }

  /** The voice behind an answer, or below zero. */
  int voice(int answer) {
    return voiceOf[labelerAt[answer]];
  }

  /** Votes of each class on an item, without those of a voice. */
  int[] othersOn(int item, int voice) {
    int[] counts = new int[labels];
    for (int v = voteStart[item]; v < voteStart[item + 1]; v++) {
      if (voteVoice[v] != voice) {
        counts[voteLabel[v]]++;
      }
    }
    return counts;
  }

  int size() {
    return itemAt.length;
  }

  int items() {
    return items;
  }

  int labels() {
    return labels;
  }

  int voices() {
    return voices;
  }

  List<String> labelers() {
    return labelers;
  }

  int itemAt(int answer) {
    return itemAt[answer];
  }

  int labelerAt(int answer) {
    return labelerAt[answer];
  }

  int labelAt(int answer) {
    return labelAt[answer];
  }

  int voteStart(int item) {
    return voteStart[item];
  }

  int voteEnd(int item) {
    return voteStart[item + 1];
  }

  int voteVoice(int vote) {
    return voteVoice[vote];
  }

  int voteLabel(int vote) {
    return voteLabel[vote];
  }
}
