package io.assay.payout;

/**
 * Why a line of a labeler's pay is where it is, and what they can do about it. Every line has
 * exactly one; there are no others. An answer is paid its price whatever the truth turns out to be:
 * no code stands for being outvoted or for a known item answered wrongly.
 */
public enum ReasonCode {
  /** Settled by an epoch. */
  ACCEPTED(NextStep.CLAIM),
  /** Free; the next epoch settles it. */
  SETTLES_NEXT(NextStep.WAIT),
  /** In the hold-back of the tier until so many later answers are given. */
  HELD_FOR_ANSWERS(NextStep.ANSWER_MORE),
  /** In the hold-back of the tier for so long. */
  HELD_FOR_TIME(NextStep.WAIT),
  /** Past the hold-back and coming free evenly; lines are settled whole, oldest first. */
  VESTING(NextStep.WAIT),
  /** Free but for the cap of the person. */
  OVER_CAP(NextStep.RAISE_TIER),
  /** There is no wallet to settle it to. */
  NO_WALLET(NextStep.LINK_WALLET),
  /** A case holds all payouts of the labeler. */
  HELD_BY_CASE(NextStep.APPEAL),
  /** Taken out by a ban, back to the dataset. */
  FORFEITED_BY_BAN(NextStep.APPEAL),
  /** Brought back by an upheld appeal, and settled or about to be. */
  RESTORED_ON_APPEAL(NextStep.CLAIM),
  /** The answers were given, but the rule of the dataset gives no bonus for them. */
  NO_BONUS(NextStep.NONE),
  /** Given back by the labeler unanswered. */
  SKIPPED(NextStep.NONE),
  /** Not answered in its time. */
  EXPIRED(NextStep.NONE);

  /** What a labeler can do. */
  public enum NextStep {
    NONE,
    CLAIM,
    WAIT,
    ANSWER_MORE,
    RAISE_TIER,
    LINK_WALLET,
    APPEAL
  }

  private final NextStep nextStep;

  ReasonCode(NextStep nextStep) {
    this.nextStep = nextStep;
  }

  public NextStep nextStep() {
    return nextStep;
  }
}
