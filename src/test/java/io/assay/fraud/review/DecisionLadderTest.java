package io.assay.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.fraud.review.DecisionLadder.Effect;
import io.assay.platform.Problem;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionLadderTest {
  private static final UUID ADA = new UUID(0, 1);
  private static final UUID BEN = new UUID(0, 2);

  private static void refused(String slug, CaseState state, UUID reviewer, DecisionKind decision) {
    assertThatThrownBy(() -> DecisionLadder.next(state, ADA, reviewer, decision))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.slug()).isEqualTo(slug));
  }

  @Test
  void first_holdsClearsOrProposes() {
    for (CaseState state : new CaseState[] {CaseState.OPEN, CaseState.HELD}) {
      assertThat(DecisionLadder.next(state, null, ADA, DecisionKind.HOLD))
          .isEqualTo(new DecisionLadder.Step(CaseState.HELD, Effect.HOLD));
      assertThat(DecisionLadder.next(state, null, ADA, DecisionKind.CLEAR))
          .isEqualTo(new DecisionLadder.Step(CaseState.CLEARED, Effect.RELEASE));
      assertThat(DecisionLadder.next(state, null, ADA, DecisionKind.BAN))
          .isEqualTo(new DecisionLadder.Step(CaseState.SECOND, Effect.HOLD));
    }
  }

  @Test
  void second_bansOrReleases_theFirstAgainIsRefused() {
    assertThat(DecisionLadder.next(CaseState.SECOND, ADA, BEN, DecisionKind.BAN))
        .isEqualTo(new DecisionLadder.Step(CaseState.BANNED, Effect.BAN));
    for (DecisionKind other : new DecisionKind[] {DecisionKind.HOLD, DecisionKind.CLEAR}) {
      assertThat(DecisionLadder.next(CaseState.SECOND, ADA, BEN, other))
          .isEqualTo(new DecisionLadder.Step(CaseState.CLEARED, Effect.RELEASE));
    }
    for (DecisionKind any : DecisionKind.values()) {
      refused("same-reviewer", CaseState.SECOND, ADA, any);
    }
  }

  @Test
  void decidedCases_stay_anAppealComesFirst() {
    for (DecisionKind any : DecisionKind.values()) {
      refused("case-decided", CaseState.BANNED, BEN, any);
      refused("case-appealed", CaseState.APPEALED, BEN, any);
    }
    refused("case-decided", CaseState.CLEARED, BEN, DecisionKind.BAN);
    refused("case-decided", CaseState.CLEARED, BEN, DecisionKind.CLEAR);
    assertThat(DecisionLadder.next(CaseState.CLEARED, null, BEN, DecisionKind.HOLD).state())
        .isEqualTo(CaseState.HELD);
  }

  @Test
  void whateverComes_aBanHasTwoPeopleWhoSaidBanOneAfterTheOther() {
    Random random = new Random(11);
    DecisionKind[] kinds = DecisionKind.values();
    UUID[] people = {ADA, BEN, new UUID(0, 3)};
    int bans = 0;
    for (int round = 0; round < 2000; round++) {
      CaseState state = CaseState.OPEN;
      UUID proposer = null;
      Set<UUID> sinceProposal = new HashSet<>();
      for (int step = 0; step < 8; step++) {
        UUID reviewer = people[random.nextInt(3)];
        DecisionKind decision = kinds[random.nextInt(3)];
        try {
          DecisionLadder.Step next = DecisionLadder.next(state, proposer, reviewer, decision);
          if (decision == DecisionKind.BAN) {
            sinceProposal.add(reviewer);
          }
          assertThat(next.effect() == Effect.BAN).isEqualTo(next.state() == CaseState.BANNED);
          if (next.effect() == Effect.BAN) {
            bans++;
            assertThat(sinceProposal).hasSize(2);
          }
          proposer = next.state() == CaseState.SECOND ? reviewer : null;
          state = next.state();
          if (state == CaseState.CLEARED) {
            sinceProposal.clear();
          }
        } catch (Problem e) {
          assertThat(e.status()).isEqualTo(409);
        }
      }
    }
    assertThat(bans).isPositive();
  }

  @Test
  void afterAppeal_theCaseIsWhatIsLeftOfIt() {
    assertThat(DecisionLadder.afterAppeal(true, true, true, true)).isEqualTo(CaseState.APPEALED);
    assertThat(DecisionLadder.afterAppeal(false, true, true, false)).isEqualTo(CaseState.BANNED);
    assertThat(DecisionLadder.afterAppeal(false, false, true, true)).isEqualTo(CaseState.SECOND);
    assertThat(DecisionLadder.afterAppeal(false, false, false, true)).isEqualTo(CaseState.HELD);
    assertThat(DecisionLadder.afterAppeal(false, false, true, false)).isEqualTo(CaseState.CLEARED);
  }
}
