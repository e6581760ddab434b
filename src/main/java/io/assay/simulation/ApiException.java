package io.assay.simulation;

/** The server refused a request, or could not be reached; the message is fit for a terminal. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status, 0 where there was no answer. */
  public int status() {
    return status;
  }
}
