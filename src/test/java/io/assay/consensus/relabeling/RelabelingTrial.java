package io.assay.consensus.relabeling;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Plays a policy against a recorded crowd whose answers are hidden until they are bought. */
final class RelabelingTrial {
  /** Where a trial stood: answers an item, and the share of items labeled rightly. */
  record Point(double overlap, double accuracy) {}

  private static final int ROUNDS_AN_ANSWER = 20;

  private final Answers recorded;
  private final Map<String, String> truth;
  private final Aggregator aggregator;
  private final int[][] order;
  private final int[] bought;

  RelabelingTrial(Answers recorded, Map<String, String> truth, Aggregator aggregator, long seed) {
    this.recorded = recorded;
    this.truth = truth;
    this.aggregator = aggregator;
    this.order = new int[recorded.tasks()][];
    this.bought = new int[order.length];
    Random random = new Random(seed);
    for (int t = 0; t < order.length; t++) {
      List<Integer> positions = new ArrayList<>();
      for (int p = recorded.taskStart(t); p < recorded.taskEnd(t); p++) {
        positions.add(p);
      }
      Collections.shuffle(positions, random);
      order[t] = positions.stream().mapToInt(p -> p).toArray();
    }
  }

  private Answers revealed() {
    Answers.Builder builder = Answers.builder();
    for (int t = 0; t < order.length; t++) {
      for (int i = 0; i < bought[t]; i++) {
        int p = order[t][i];
        String labeler = recorded.labeler(recorded.labelerAt(p));
        builder.add(recorded.task(t), labeler, recorded.label(recorded.labelAt(p)));
      }
    }
    return builder.build().labelsWith(new TreeSet<>(recorded.labelNames()));
  }

  private double accuracy(Consensus consensus) {
    int right = 0;
    for (int t = 0; t < recorded.tasks(); t++) {
      if (consensus.label(t).equals(truth.get(recorded.task(t)))) {
        right++;
      }
    }
    return right / (double) truth.size();
  }

  double accuracyAt(int overlap) {
    for (int t = 0; t < order.length; t++) {
      bought[t] = Math.min(overlap, order[t].length);
    }
    return accuracy(aggregator.aggregate(revealed(), Map.of()));
  }

  /** One answer an item, then what the policy buys, fitted anew after every round. */
  List<Point> run(RelabelingPolicy policy, double maxOverlap) {
    Arrays.fill(bought, 1);
    List<Point> curve = new ArrayList<>();
    while (true) {
      Answers answers = revealed();
      double overlap = answers.size() / (double) order.length;
      Consensus consensus = aggregator.aggregate(answers, Map.of());
      curve.add(new Point(overlap, accuracy(consensus)));
      List<Integer> open = new ArrayList<>();
      List<OpenItem> items = new ArrayList<>();
      for (int t = 0; t < order.length; t++) {
        if (bought[t] < order[t].length) {
          open.add(t);
          items.add(new OpenItem(bought[t], 1 - consensus.confidence(t)));
        }
      }
      int round = Math.max(1, order.length / ROUNDS_AN_ANSWER);
      long left = Math.round((maxOverlap - overlap) * order.length);
      List<Integer> buy = RelabelingPlan.of(items, 1, policy, 0, left, false, round).buy();
      if (buy.isEmpty()) {
        return curve;
      }
      buy.forEach(i -> bought[open.get(i)]++);
    }
  }
}
