package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A made-up crowd whose labelers see the truth with noise and say of it what they choose. */
final class CrowdFixture {
  static final BigInteger MOST = BigInteger.valueOf(2000);

  /** What a labeler says for what they see of an item. */
  interface Strategy {
    int say(int item, int seen, SplittableRandom random);
  }

  static final Strategy TRUTHFUL = (item, seen, random) -> seen;

  final int items;
  final int classes;
  private final int[] truth;
  private final double[] shares;
  private final SplittableRandom random;
  private final List<BonusAnswer> answers = new ArrayList<>();

  /** Class 0 is as common as the share says, the others alike. */
  CrowdFixture(SplittableRandom random, int items, int classes, double firstShare) {
    this.random = random;
    this.items = items;
    this.classes = classes;
    this.truth = new int[items];
    this.shares = new double[classes];
    for (int k = 0; k < classes; k++) {
      shares[k] = k == 0 ? firstShare : (1 - firstShare) / (classes - 1);
    }
    for (int t = 0; t < items; t++) {
      truth[t] = draw();
    }
  }

  private int draw() {
    double at = random.nextDouble();
    int k = 0;
    while (k < classes - 1 && at >= shares[k]) {
      at -= shares[k++];
    }
    return k;
  }

  /** A labeler answers so many items, drawn anew, and sees the truth so often. */
  void add(String labeler, int count, double accuracy, Strategy strategy) {
    int[] order = new int[items];
    for (int t = 0; t < items; t++) {
      int other = random.nextInt(t + 1);
      order[t] = order[other];
      order[other] = t;
    }
    for (int i = 0; i < count; i++) {
      int t = order[i];
      int seen =
          random.nextDouble() < accuracy
              ? truth[t]
              : (truth[t] + 1 + random.nextInt(classes - 1)) % classes;
      answers.add(new BonusAnswer("item-" + t, labeler, "class-" + strategy.say(t, seen, random)));
    }
  }

  List<BonusAnswer> answers() {
    return answers;
  }

  /** What each labeler gets if all is settled at once. */
  Map<String, BigInteger> settle(BonusRule rule, Voices voices) {
    return settle(rule, voices, answers);
  }

  static Map<String, BigInteger> settle(BonusRule rule, Voices voices, List<BonusAnswer> answers) {
    Map<String, BigInteger> amounts = new TreeMap<>();
    BonusRounds.work(
            rule, MOST, answers, List.of(new BonusRounds.Round(answers.size(), true, voices)))
        .get(0)
        .forEach((labeler, bonus) -> amounts.put(labeler, bonus.amount()));
    return amounts;
  }
}
