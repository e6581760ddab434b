package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FarmAccountTest {
  private static FarmAccount account(String id, long accepted) {
    return new FarmAccount(0, id, "token-" + id, id, accepted);
  }

  @Test
  void whenItWasSeenThrough_isTheFirstTime_andTheMedianIsOverThoseWhoWere() {
    FarmAccount early = account("a", 4);
    FarmAccount late = account("b", 10);
    FarmAccount never = account("c", 90);
    List<FarmAccount> all = List.of(early, late, never);
    assertThat(FarmAccount.untilSuspected(all)).isEmpty();
    all.forEach(one -> one.look(new CaseBook(Set.of("a"), Set.of())));
    early.accepted = 50;
    late.accepted = 20;
    all.forEach(one -> one.look(new CaseBook(Set.of("a", "b"), Set.of("a"))));
    assertThat(FarmAccount.untilSuspected(all)).hasValue(12);
    assertThat(FarmAccount.untilHeld(all)).hasValue(50);
  }
}
