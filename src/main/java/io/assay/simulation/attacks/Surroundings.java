package io.assay.simulation.attacks;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The honest crowd an attacker hides in, and what can be known of it.
 *
 * <p>The key of a task is its true label, where that is known, else the label most honest labelers
 * gave. A twentieth of the tasks with known truth are gold; attackers may recognise those, and
 * nothing else tells them from the others.
 */
public final class Surroundings {
  private static final double GOLD_SHARE = 0.05;

  /** Known answers of a labeler below which its accuracy says nothing. */
  private static final int ENOUGH = 10;

  private final Answers crowd;
  private final int[] keys;
  private final int[] majority;
  private final boolean[] gold;
  private final double[] accuracies;
  private final double[][] confusions;

  private Surroundings(
      Answers crowd, Map<String, String> truth, Function<List<Integer>, boolean[]> gold) {
    this.crowd = crowd;
    this.majority = majority(crowd);
    this.keys = majority.clone();
    List<Integer> known = new ArrayList<>();
    for (int t = 0; t < keys.length; t++) {
      String label = truth.get(crowd.task(t));
      if (label != null) {
        keys[t] = crowd.labelIndex(label);
        known.add(t);
      }
    }
    this.gold = gold.apply(known);
    this.accuracies = accuracies(known);
    this.confusions = confusions(known);
  }

  /**
   * Looks at a crowd.
   *
   * @param truth the true label by task, of some or all tasks
   * @param seed which tasks are gold
   */
  public static Surroundings of(Answers honest, Map<String, String> truth, long seed) {
    return new Surroundings(
        wide(honest, truth),
        truth,
        known -> gold(known, honest.tasks(), new SplittableRandom(seed)));
  }

  /**
   * Looks at a crowd whose gold is fixed.
   *
   * @param gold tasks, with a true label each
   */
  public static Surroundings of(Answers honest, Map<String, String> truth, Set<String> gold) {
    return new Surroundings(
        wide(honest, truth),
        truth,
        known -> {
          boolean[] isGold = new boolean[honest.tasks()];
          known.forEach(t -> isGold[t] = gold.contains(honest.task(t)));
          return isGold;
        });
  }

  private static Answers wide(Answers honest, Map<String, String> truth) {
    return honest.labelsWith(new HashSet<>(truth.values()));
  }

  /** The honest answers; their label set also holds the true labels. */
  public Answers crowd() {
    return crowd;
  }

  /** The label that attackers take for the truth of a task. */
  int key(int task) {
    return keys[task];
  }

  /** The label most honest labelers gave to a task; of equals the first. */
  int majority(int task) {
    return majority[task];
  }

  boolean isGold(int task) {
    return gold[task];
  }

  /** The known labels of the tasks that are gold. */
  public SortedMap<String, String> gold() {
    TreeMap<String, String> labels = new TreeMap<>();
    for (int t = 0; t < gold.length; t++) {
      if (gold[t]) {
        labels.put(crowd.task(t), crowd.label(keys[t]));
      }
    }
    return labels;
  }

  /** The accuracy that a share of the honest labelers stay below. */
  double accuracyQuantile(double share) {
    int place = (int) StrictMath.floor(share * accuracies.length);
    return accuracies[Math.min(accuracies.length - 1, place)];
  }

  /** What an honest labeler of this accuracy would say, whose errors are those of the crowd. */
  int honest(Coins coins, long who, int task, double accuracy) {
    if (coins.unit(who, task) < accuracy) {
      return keys[task];
    }
    double[] row = confusions[keys[task]];
    double left = coins.of(1).unit(who, task);
    int last = keys[task];
    for (int k = 0; k < row.length; k++) {
      if (row[k] > 0) {
        last = k;
        left -= row[k];
        if (left < 0) {
          return k;
        }
      }
    }
    return last;
  }

  /** One of the labels that are not the key of a task. */
  int wrong(Coins coins, long who, int task) {
    return another(coins, who, task, keys[task]);
  }

  /** One of the labels that are not the one given. */
  int another(Coins coins, long who, int task, int label) {
    if (crowd.labels() < 2) {
      return label;
    }
    int drawn = coins.below(crowd.labels() - 1, who, task);
    return drawn < label ? drawn : drawn + 1;
  }

  private static int[] majority(Answers crowd) {
    int[] majority = new int[crowd.tasks()];
    for (int t = 0; t < majority.length; t++) {
      int[] votes = new int[crowd.labels()];
      for (int p = crowd.taskStart(t); p < crowd.taskEnd(t); p++) {
        votes[crowd.labelAt(p)]++;
      }
      for (int k = 1; k < votes.length; k++) {
        majority[t] = votes[k] > votes[majority[t]] ? k : majority[t];
      }
    }
    return majority;
  }

  private static boolean[] gold(List<Integer> known, int tasks, SplittableRandom random) {
    boolean[] gold = new boolean[tasks];
    List<Integer> order = new ArrayList<>(known);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    int count = (int) StrictMath.rint(GOLD_SHARE * known.size());
    order.subList(0, count).forEach(t -> gold[t] = true);
    return gold;
  }

  /** Accuracies of the labelers with enough known answers, in ascending order. */
  private double[] accuracies(List<Integer> known) {
    boolean[] isKnown = new boolean[crowd.tasks()];
    known.forEach(t -> isKnown[t] = true);
    for (int enough = ENOUGH; enough > 0; enough--) {
      double[] found = new double[crowd.labelers()];
      int count = 0;
      for (int j = 0; j < crowd.labelers(); j++) {
        int judged = 0;
        int right = 0;
        for (int q = crowd.labelerStart(j); q < crowd.labelerEnd(j); q++) {
          int t = crowd.taskOf(q);
          judged += isKnown[t] ? 1 : 0;
          right += isKnown[t] && crowd.labelOf(q) == keys[t] ? 1 : 0;
        }
        if (judged >= enough) {
          found[count++] = right / (double) judged;
        }
      }
      if (count > 0) {
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
      }
    }
    return new double[] {1.0};
  }

  /** By true label the share of each wrong label among the wrong answers. */
  private double[][] confusions(List<Integer> known) {
    int classes = crowd.labels();
    double[][] wrong = new double[classes][classes];
    for (int t : known) {
      for (int p = crowd.taskStart(t); p < crowd.taskEnd(t); p++) {
        if (crowd.labelAt(p) != keys[t]) {
          wrong[keys[t]][crowd.labelAt(p)]++;
        }
      }
    }
    for (int truth = 0; truth < classes; truth++) {
      double total = Arrays.stream(wrong[truth]).sum();
      for (int k = 0; k < classes; k++) {
        if (total > 0) {
          wrong[truth][k] /= total;
        } else {
          wrong[truth][k] = k == truth ? 0 : 1.0 / (classes - 1);
        }
      }
    }
    return wrong;
  }
}
