package io.assay.fraud.review;

import io.assay.platform.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/*
 * Invariants, each attacked by a test:
 * - nobody bans alone: a ban is two people's BAN, one after the other, whatever else they did;
 * - two reviewers who do not agree release;
 * - what one person can do alone is undone without loss: a hold, a release;
 * - a ban changes by appeal only.
 */
/** What a decision does to a case, by where the case stands and who proposed what. */
final class DecisionLadder {
  /** What happens to the labelers. */
  enum Effect {
    HOLD,
    BAN,
    RELEASE
  }

  /** The next state and what happens with it. */
  record Step(CaseState state, Effect effect) {}

  private DecisionLadder() {}

  /**
   * The step a decision takes.
   *
   * @param proposer who proposed the ban that waits for a second reviewer; null where none waits
   * @throws Problem 409 {@code same-reviewer}, {@code case-decided} or {@code case-appealed}
   */
  static Step next(CaseState state, @Nullable UUID proposer, UUID reviewer, DecisionKind decision) {
    return switch (state) {
      case OPEN, HELD -> first(decision);
      case SECOND -> second(proposer, reviewer, decision);
      case CLEARED -> {
        if (decision != DecisionKind.HOLD) {
          throw decided();
        }
        yield new Step(CaseState.HELD, Effect.HOLD);
      }
      case BANNED -> throw decided();
      case APPEALED ->
          throw Problem.conflict("case-appealed", "A labeler appealed; that is answered first.");
    };
  }

  private static Step first(DecisionKind decision) {
    return switch (decision) {
      case HOLD -> new Step(CaseState.HELD, Effect.HOLD);
      case CLEAR -> new Step(CaseState.CLEARED, Effect.RELEASE);
      // Payouts wait for the second reviewer: a ban of who is paid out meanwhile would be none.
      case BAN -> new Step(CaseState.SECOND, Effect.HOLD);
    };
  }

  private static Step second(@Nullable UUID proposer, UUID reviewer, DecisionKind decision) {
    if (reviewer.equals(proposer)) {
      throw Problem.conflict(
          "same-reviewer", "You proposed this ban; another person has to look at the case.");
    }
    return decision == DecisionKind.BAN
        ? new Step(CaseState.BANNED, Effect.BAN)
        : new Step(CaseState.CLEARED, Effect.RELEASE);
  }

  /**
   * Where a case stands once an appeal is answered.
   *
   * @param waiting whether another appeal of the case waits
   * @param bans whether it still bans anybody
   * @param proposed whether a ban was proposed that nobody answered
   * @param holds whether it still holds anybody
   */
  static CaseState afterAppeal(boolean waiting, boolean bans, boolean proposed, boolean holds) {
    if (waiting) {
      return CaseState.APPEALED;
    }
    if (bans) {
      return CaseState.BANNED;
    }
    if (!holds) {
      return CaseState.CLEARED;
    }
    return proposed ? CaseState.SECOND : CaseState.HELD;
  }

  private static Problem decided() {
    return Problem.conflict("case-decided", "This case is decided.");
  }
}
