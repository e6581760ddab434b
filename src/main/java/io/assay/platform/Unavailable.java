package io.assay.platform;

/**
 * Something outside this server does not answer. It says nothing of the work itself, so an outbox
 * event that meets it comes again for as long as it takes, and is never parked.
 */
public class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String message) {
    super(message);
  }

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
