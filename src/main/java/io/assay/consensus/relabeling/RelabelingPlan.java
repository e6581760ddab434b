package io.assay.consensus.relabeling;

import java.util.ArrayList;
import java.util.List;

/**
 * Which items get one more answer now, and why buying stops if none does.
 *
 * @param buy numbers of the items, first those of the highest rank
 * @param expectedError mean of 1 - max_k T_k over the items
 * @param nextGain expected wrong labels less for the next answer; 0 where buying stopped
 * @param stopReason why nothing is bought
 */
public record RelabelingPlan(
    List<Integer> buy, double expectedError, double nextGain, StopReason stopReason) {
  /** Why nothing more is bought. */
  public enum StopReason {
    NONE,
    TARGET_REACHED,
    DEADLINE_PASSED,
    BUDGET_COMMITTED,
    NOTHING_WORTH_ITS_PRICE
  }

  /**
   * Plans one round, to be planned anew once its answers are in.
   *
   * @param items that may get another answer
   * @param expectedError mean of 1 - max_k T_k over all items, these and others
   * @param targetError share of wrong labels at which to stop
   * @param affordable answers the budget still pays for
   * @param round answers bought at once, at most
   */
  public static RelabelingPlan of(
      List<OpenItem> items,
      double expectedError,
      RelabelingPolicy policy,
      double targetError,
      long affordable,
      boolean deadlinePassed,
      int round) {
    double error = expectedError;
    if (error <= targetError) {
      return stop(error, StopReason.TARGET_REACHED);
    }
    if (deadlinePassed) {
      return stop(error, StopReason.DEADLINE_PASSED);
    }
    if (affordable <= 0) {
      return stop(error, StopReason.BUDGET_COMMITTED);
    }
    double[] worth = items.stream().mapToDouble(policy::worth).toArray();
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < worth.length; i++) {
      if (worth[i] > 0) {
        wanted.add(i);
      }
    }
    if (wanted.isEmpty()) {
      return stop(error, StopReason.NOTHING_WORTH_ITS_PRICE);
    }
    double[] rank = items.stream().mapToDouble(policy::rank).toArray();
    wanted.sort((i, other) -> Double.compare(rank[other], rank[i]));
    long size = Math.min(wanted.size(), Math.min(round, affordable));
    List<Integer> buy = List.copyOf(wanted.subList(0, (int) size));
    return new RelabelingPlan(buy, error, worth[buy.get(0)], StopReason.NONE);
  }

  private static RelabelingPlan stop(double error, StopReason reason) {
    return new RelabelingPlan(List.of(), error, 0, reason);
  }
}
