package io.assay.payout.receipts;

import java.util.Locale;

/**
 * The first place where a bundle does not say what follows from the rest of it, or cannot be read.
 */
public final class Difference extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longer texts are cut: a line of a bundle may be of any length. */
  private static final int SHOWN = 160;

  /**
   * Names a place.
   *
   * @param line from 1; 0 for the file as a whole
   */
  public Difference(String file, long line, String detail) {
    super(file + (line > 0 ? String.format(Locale.ROOT, ": line %d", line) : "") + ": " + detail);
  }

  /** Says what is there and what follows from the rest. */
  static Difference between(String file, long line, String found, String expected) {
    return new Difference(
        file, line, "the bundle has " + shown(found) + ", worked out again " + shown(expected));
  }

  private static String shown(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}", "?");
    return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + "…";
  }
}
