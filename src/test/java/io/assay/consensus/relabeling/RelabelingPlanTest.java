package io.assay.consensus.relabeling;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.relabeling.RelabelingPlan.StopReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelabelingPlanTest {
  private static final List<OpenItem> ITEMS =
      List.of(new OpenItem(1, 0.1), new OpenItem(1, 0.5), new OpenItem(1, 0.3));

  private static RelabelingPlan plan(
      RelabelingPolicy policy, double targetError, long affordable, boolean over) {
    return RelabelingPlan.of(ITEMS, 0.3, policy, targetError, affordable, over, 2);
  }

  @Test
  void plan_buysTheBestFirst_asFarAsRoundAndBudgetGo() {
    RelabelingPolicy policy = new ExpectedErrorReduction(0.001);
    assertThat(plan(policy, 0.01, 10, false).buy()).containsExactly(1, 2);
    assertThat(plan(policy, 0.01, 1, false).buy()).containsExactly(1);
    assertThat(plan(policy, 0.01, 1, false).nextGain()).isEqualTo(0.25);
  }

  @Test
  void plan_stopsForEachReason() {
    RelabelingPolicy policy = new ExpectedErrorReduction(0.001);
    assertThat(plan(policy, 0.4, 10, false).stopReason()).isEqualTo(StopReason.TARGET_REACHED);
    assertThat(plan(policy, 0.01, 0, false).stopReason()).isEqualTo(StopReason.BUDGET_COMMITTED);
    assertThat(plan(policy, 0.01, 9, true).stopReason()).isEqualTo(StopReason.DEADLINE_PASSED);
    assertThat(plan(new FixedOverlap(1), 0.01, 9, false).stopReason())
        .isEqualTo(StopReason.NOTHING_WORTH_ITS_PRICE);
    assertThat(plan(new ExpectedErrorReduction(0.3), 0.01, 9, false).stopReason())
        .isEqualTo(StopReason.NOTHING_WORTH_ITS_PRICE);
  }

  @Test
  void ofEquallyDoubtfulItems_theOneWithFewerAnswersComesFirst() {
    RelabelingPolicy policy = new ExpectedErrorReduction(0);
    assertThat(policy.worth(new OpenItem(1, 0.4)))
        .isGreaterThan(policy.worth(new OpenItem(5, 0.4)));
  }
}
