package io.assay.payout.economics;

import java.util.List;

/**
 * A way in which a farm of N accounts answers, with the evidence that it leaves.
 *
 * <p>Every account copies one source of the given accuracy with the given probability and answers
 * at random otherwise. {@code pairNats} is the mean growth of ln E on an item that two accounts of
 * the farm both answered; {@code groupNats} the mean growth of ln E of the group on an item that s
 * accounts answered, at the sizes s of {@code groupSizes}, ascending. Between those sizes ln r is
 * linear in ln s from the pair on; above the largest it stays, which favours the farm. Where the
 * group test is no better than the pair test the pair's rate holds.
 *
 * <p>Source: farms planted into recorded crowds with four and two classes, trusted reference
 * (science notes on fraud, sections 5.2 and 11); the rates of two classes at sizes 5 and 10 are
 * interpolated, an order of magnitude.
 */
public enum AttackStyle {
  COPY_ALL(4, 0.75, 1.0, 0.60, List.of(5, 10, 20, 50), List.of(1.8, 4.6, 10.0, 27.0)),
  COPY_SKILLED(4, 0.90, 0.8, 0.10, List.of(10, 50), List.of(1.4, 9.8)),
  COPY_NOISY(4, 0.75, 0.6, 0.035, List.of(10, 20, 50), List.of(0.5, 1.8, 6.4)),
  BINARY_COPY_ALL(2, 0.90, 1.0, 0.17, List.of(50), List.of(6.0)),
  BINARY_COPY_SKILLED(2, 0.90, 0.8, 0.03, List.of(10, 20, 50), List.of(0.03, 0.3, 1.5));

  private final int classes;
  private final double sourceAccuracy;
  private final double copyRate;
  private final double pairNats;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Integer> groupSizes;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Double> groupNats;

  AttackStyle(
      int classes,
      double sourceAccuracy,
      double copyRate,
      double pairNats,
      List<Integer> groupSizes,
      List<Double> groupNats) {
    this.classes = classes;
    this.sourceAccuracy = sourceAccuracy;
    this.copyRate = copyRate;
    this.pairNats = pairNats;
    this.groupSizes = groupSizes;
    this.groupNats = groupNats;
  }

  public int classes() {
    return classes;
  }

  public double sourceAccuracy() {
    return sourceAccuracy;
  }

  public double copyRate() {
    return copyRate;
  }

  /** Nats that a pair of accounts leaves on an item both answered. */
  public double pairNats() {
    return pairNats;
  }

  /** Nats that so many accounts leave on an item all of them answered. */
  public double groupNats(int accounts) {
    int lowSize = 2;
    double lowNats = pairNats;
    for (int i = 0; i < groupSizes.size(); i++) {
      int size = groupSizes.get(i);
      double nats = groupNats.get(i);
      if (accounts <= size) {
        double span = StrictMath.log(size) - StrictMath.log(lowSize);
        double share = (StrictMath.log(accounts) - StrictMath.log(lowSize)) / span;
        double logNats = (1 - share) * StrictMath.log(lowNats) + share * StrictMath.log(nats);
        return StrictMath.max(pairNats, StrictMath.exp(logNats));
      }
      lowSize = size;
      lowNats = nats;
    }
    return lowNats;
  }
}
