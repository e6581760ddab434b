package io.assay.fraud;

/** Where a case stands: waiting for an admin, payouts held, or found harmless. */
public enum CaseState {
  OPEN,
  HELD,
  CLEARED
}
