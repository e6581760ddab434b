package io.assay.consensus.relabeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final double[] COIN = {0.8, 0.2, 0.2, 0.8};

  private static Outlook binary(double first) {
    return new Outlook(1, 2, 1, new double[] {first, 1 - first}, COIN);
  }

  @Test
  void errorAfter_ofATie_isTheErrorOfTheNextLabeler() {
    assertThat(binary(0.5).errorAfter(1)).isCloseTo(0.2, within(1e-12));
    assertThat(binary(0.5).errorAfter(3)).isCloseTo(0.104, within(1e-12));
  }

  @Test
  void knowledgeGradient_whereOneAnswerCannotOvertake_looksFurther() {
    Outlook leading = binary(0.85);
    assertThat(new KnowledgeGradient(1).worth(leading)).isZero();
    assertThat(new KnowledgeGradient(3).worth(leading)).isPositive();
  }

  @Test
  void plan_stopsForEachReason_andBuysTheBestFirst() {
    List<Outlook> items = List.of(binary(0.9), binary(0.5), binary(0.7));
    KnowledgeGradient policy = new KnowledgeGradient(3);
    assertThat(RelabelingPlan.of(items, 0.3, policy, 0.01, 10, false, 2).buy())
        .containsExactly(1, 2);
    assertThat(RelabelingPlan.of(items, 0.3, policy, 0.01, 1, false, 2).buy()).containsExactly(1);
    assertThat(RelabelingPlan.of(items, 0.3, policy, 0.4, 10, false, 2).stopReason())
        .isEqualTo(RelabelingPlan.StopReason.TARGET_REACHED);
    assertThat(RelabelingPlan.of(items, 0.3, policy, 0.01, 0, false, 2).stopReason())
        .isEqualTo(RelabelingPlan.StopReason.BUDGET_COMMITTED);
    assertThat(RelabelingPlan.of(items, 0.3, policy, 0.01, 9, true, 2).stopReason())
        .isEqualTo(RelabelingPlan.StopReason.DEADLINE_PASSED);
    assertThat(RelabelingPlan.of(items, 0.3, new FixedOverlap(1), 0.01, 9, false, 2).stopReason())
        .isEqualTo(RelabelingPlan.StopReason.NOTHING_WORTH_ITS_PRICE);
  }
}
