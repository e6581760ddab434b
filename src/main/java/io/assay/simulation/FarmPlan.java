package io.assay.simulation;

import io.assay.simulation.attacks.AttackStyle;

/**
 * A farm that works beside a recorded crowd.
 *
 * @param accounts how many accounts it has
 * @param style how it answers
 * @param share its answers over all answers, in (0, 1)
 */
public record FarmPlan(int accounts, AttackStyle style, double share) {
  public FarmPlan {
    if (accounts < 1) {
      throw new IllegalArgumentException("a farm has at least one account");
    }
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("the share of a farm is between 0 and 1");
    }
  }

  /** Answers of the farm beside so many of the crowd; at least one an account. */
  long answers(long crowd) {
    return Math.max(accounts, Math.round(crowd * share / (1 - share)));
  }
}
