package io.assay.fraud.review;

/** Where a case stands. */
public enum CaseState {
  /** Waits for a first reviewer. */
  OPEN,
  /** One reviewer proposed a ban and payouts wait; another person has to agree. */
  SECOND,
  /** Payouts wait. */
  HELD,
  /** Two people banned its labelers. */
  BANNED,
  /** Found harmless, or two reviewers did not agree. */
  CLEARED,
  /** A labeler appealed; a third person has to answer. */
  APPEALED
}
