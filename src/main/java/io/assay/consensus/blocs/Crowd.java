package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** The answers a search looks at: known labels, and labelers who are left out of it. */
final class Crowd {
  private final Answers answers;
  private final int[] known;
  private final boolean[] out;
  private final double[] share;
  private final double[] habits;

  private Crowd(Answers answers, int[] known, boolean[] out) {
    this.answers = answers;
    this.known = known;
    this.out = out;
    int classes = answers.labels();
    this.share = new double[classes];
    this.habits = new double[answers.labelers() * classes];
    double all = 0;
    for (int p = 0; p < answers.size(); p++) {
      if (!out[answers.labelerAt(p)]) {
        share[answers.labelAt(p)]++;
        all++;
      }
    }
    for (int k = 0; k < classes; k++) {
      share[k] = all == 0 ? 1.0 / classes : share[k] / all;
    }
    for (int j = 0; j < answers.labelers(); j++) {
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        habits[j * classes + answers.labelOf(q)]++;
      }
      int count = answers.labelerEnd(j) - answers.labelerStart(j);
      for (int k = 0; k < classes; k++) {
        habits[j * classes + k] = (habits[j * classes + k] + 2 * share[k]) / (count + 2);
      }
    }
  }

  static Crowd of(Answers seen, Map<String, String> gold) {
    java.util.TreeSet<String> labels = new java.util.TreeSet<>();
    gold.forEach(
        (task, label) -> {
          if (seen.taskIndex(task) >= 0) {
            labels.add(label);
          }
        });
    Answers answers = seen.labelsWith(labels);
    int[] known = new int[answers.tasks()];
    Arrays.fill(known, -1);
    gold.forEach(
        (task, label) -> {
          int t = answers.taskIndex(task);
          if (t >= 0) {
            known[t] = answers.labelIndex(label);
          }
        });
    return new Crowd(answers, known, new boolean[answers.labelers()]);
  }

  /** The same without more labelers. */
  Crowd without(boolean[] more) {
    boolean[] both = out.clone();
    for (int j = 0; j < both.length; j++) {
      both[j] |= more[j];
    }
    return new Crowd(answers, known, both);
  }

  /** Those of the named who are here and not left out. */
  boolean[] among(Collection<String> names) {
    boolean[] among = new boolean[out.length];
    for (String name : names) {
      int j = answers.labelerIndex(name);
      if (j >= 0) {
        among[j] = !out[j];
      }
    }
    return among;
  }

  Answers answers() {
    return answers;
  }

  /** Known class by task, or -1. */
  int[] known() {
    return known;
  }

  boolean isOut(int labeler) {
    return out[labeler];
  }

  /** Share of a class among all answers. */
  double share(int label) {
    return share[label];
  }

  /** How often a labeler gives an answer at all. */
  double habit(int labeler, int label) {
    return habits[labeler * answers.labels() + label];
  }

  int answersOf(int labeler) {
    return answers.labelerEnd(labeler) - answers.labelerStart(labeler);
  }
}
