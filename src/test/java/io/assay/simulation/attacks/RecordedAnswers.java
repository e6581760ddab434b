package io.assay.simulation.attacks;

import io.assay.consensus.answers.Answers;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** An honest crowd made up from a seed, and what planted accounts did to it. */
final class RecordedAnswers {
  static final int TASKS = 600;
  static final int LABELERS = 40;
  static final int CLASSES = 4;
  static final double ACCURACY = 0.8;

  final Map<String, String> truth = new HashMap<>();
  final Answers answers;

  RecordedAnswers() {
    SplittableRandom random = new SplittableRandom(5);
    Answers.Builder builder = Answers.builder();
    for (int t = 0; t < TASKS; t++) {
      int key = random.nextInt(CLASSES);
      truth.put("t" + t, "c" + key);
      for (int labeler : Draws.some(LABELERS, 8, random)) {
        int wrong = (key + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
        builder.add("t" + t, "w" + labeler, "c" + (random.nextDouble() < ACCURACY ? key : wrong));
      }
    }
    answers = builder.build();
  }

  /** Label by task and labeler, in one text. */
  static Map<String, String> rows(Answers answers) {
    Map<String, String> rows = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        String labeler = answers.labeler(answers.labelerAt(p));
        rows.put(answers.task(t) + " " + labeler, answers.label(answers.labelAt(p)));
      }
    }
    return rows;
  }

  /** The labels of planted accounts by account and task. */
  static Map<String, Map<String, String>> planted(AttackedCrowd crowd) {
    Map<String, Map<String, String>> labels = new TreeMap<>();
    rows(crowd.answers())
        .forEach(
            (names, label) -> {
              String[] parts = names.split(" ", -1);
              if (crowd.planted().contains(parts[1])) {
                labels.computeIfAbsent(parts[1], none -> new TreeMap<>()).put(parts[0], label);
              }
            });
    return labels;
  }

  /** The share of planted answers, task and label, for which something holds. */
  static double share(AttackedCrowd crowd, BiPredicate<String, String> holds) {
    int all = 0;
    int held = 0;
    for (Map<String, String> labels : planted(crowd).values()) {
      for (Map.Entry<String, String> one : labels.entrySet()) {
        all++;
        held += holds.test(one.getKey(), one.getValue()) ? 1 : 0;
      }
    }
    return held / (double) all;
  }

  /** The share of planted answers that are right. */
  double right(AttackedCrowd crowd) {
    return share(crowd, (task, label) -> label.equals(truth.get(task)));
  }

  /** The label given most by planted accounts, by task. */
  static Map<String, String> sheet(AttackedCrowd crowd) {
    Map<String, Map<String, Integer>> votes = new TreeMap<>();
    for (Map<String, String> labels : planted(crowd).values()) {
      labels.forEach(
          (task, label) ->
              votes.computeIfAbsent(task, none -> new TreeMap<>()).merge(label, 1, Integer::sum));
    }
    Map<String, String> sheet = new TreeMap<>();
    votes.forEach(
        (task, counts) ->
            sheet.put(
                task,
                counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey()));
    return sheet;
  }

  /** The share of planted answers that are those of the sheet. */
  static double copied(AttackedCrowd crowd) {
    Map<String, String> sheet = sheet(crowd);
    return share(crowd, (task, label) -> label.equals(sheet.get(task)));
  }

  /** The share of equal answers among the tasks two accounts have in common. */
  static double agreement(Map<String, String> one, Map<String, String> other) {
    int common = 0;
    int same = 0;
    for (Map.Entry<String, String> answer : one.entrySet()) {
      String label = other.get(answer.getKey());
      common += label != null ? 1 : 0;
      same += answer.getValue().equals(label) ? 1 : 0;
    }
    return same / (double) Math.max(1, common);
  }
}
