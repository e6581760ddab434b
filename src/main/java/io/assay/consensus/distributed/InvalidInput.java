package io.assay.consensus.distributed;

/** Options or tables that a job cannot work with; the message tells a person in one line. */
final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidInput(String message) {
    super(message);
  }
}
