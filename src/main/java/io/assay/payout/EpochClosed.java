package io.assay.payout;

/** An epoch's root is fixed: the payload of outbox topic {@value #TOPIC}. */
record EpochClosed(long number) {
  static final String TOPIC = "epoch-closed";
}
