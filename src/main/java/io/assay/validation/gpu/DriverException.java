package io.assay.validation.gpu;

/** What the driver of a GPU refused or failed to do. */
final class DriverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is left afterwards. */
  enum Kind {
    /** There is no usable device. */
    UNAVAILABLE,
    /** A job does not fit; the device is as good as before. */
    OUT_OF_MEMORY,
    /** The context is lost. */
    FAULT
  }

  private final Kind kind;

  DriverException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
