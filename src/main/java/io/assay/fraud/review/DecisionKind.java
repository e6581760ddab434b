package io.assay.fraud.review;

/** What a reviewer decides: payouts wait, the labelers are out, or there was nothing. */
public enum DecisionKind {
  HOLD,
  BAN,
  CLEAR
}
