package io.assay.fraud.review;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Agreement of two reviewers beyond chance: kappa = (p_o - p_e) / (1 - p_e), with p_o the share of
 * cases on which both say the same and p_e the share expected of two who say yes as often as each
 * does but independently. 1 is full agreement, 0 that of chance (Cohen, 1960).
 */
final class Kappa {
  /** What two reviewers said of one case: whether the accounts are to be punished. */
  record Rated(boolean first, boolean second) {}

  private Kappa() {}

  /** Kappa; none without cases, or where both always say the same one thing. */
  static OptionalDouble of(List<Rated> cases) {
    double n = cases.size();
    double same = cases.stream().filter(one -> one.first() == one.second()).count() / n;
    double first = cases.stream().filter(Rated::first).count() / n;
    double second = cases.stream().filter(Rated::second).count() / n;
    double chance = first * second + (1 - first) * (1 - second);
    if (cases.isEmpty() || chance >= 1) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((same - chance) / (1 - chance));
  }
}
