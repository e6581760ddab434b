package io.assay.dataset;

import java.util.List;

/**
 * What became of the lines of an import.
 *
 * @param errors the first faulty lines, counted from 1 as an editor counts them
 */
public record ImportReport(long accepted, long duplicates, long rejected, List<LineError> errors) {
  /** One line that was left out, and why. */
  public record LineError(long line, String detail) {}

  public ImportReport {
    errors = List.copyOf(errors);
  }
}
