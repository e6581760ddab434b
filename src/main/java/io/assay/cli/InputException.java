package io.assay.cli;

/** Something given on the command line cannot be used; the message is one line for the person. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message.replaceAll("\\R", " "));
  }
}
