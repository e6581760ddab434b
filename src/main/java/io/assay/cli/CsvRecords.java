package io.assay.cli;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands the needed fields of a CSV file on as they are found; the first record is the header. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<CsvRecords> {
  private final Path file;
  private final List<String> columns;
  private final CsvFile.Table table;
  private final List<String> header = new ArrayList<>();

  /** The needed column at each place of a record, or -1. */
  private int[] columnAt = {};

  /** The first needed column that is empty in this record, or the number of columns. */
  private int empty;

  private boolean inHeader = true;

  CsvRecords(Path file, List<String> columns, CsvFile.Table table) {
    this.file = file;
    this.columns = columns;
    this.table = table;
  }

  /** The line on which the record begins that is being read. */
  long line() {
    return getStartingLineNumber();
  }

  boolean hasHeader() {
    return !inHeader;
  }

  /** Ends a record: the header is looked through, any other row goes to the table. */
  void endRecord() {
    if (inHeader) {
      place();
      inHeader = false;
      return;
    }
    if (getFieldCount() != columnAt.length) {
      int column = Math.min(columnAt.length, getFieldCount()) + 1;
      throw fault(
          "column "
              + column
              + ": the header has "
              + columnAt.length
              + " fields, this line "
              + getFieldCount());
    }
    if (empty < columns.size()) {
      throw fault("column " + columns.get(empty) + ": the field is empty");
    }
    table.endRow(line());
  }

  private InputException fault(String detail) {
    return CsvFile.fault(file, line(), detail);
  }

  private void place() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      if (!seen.add(header.get(i))) {
        throw fault("column " + (i + 1) + ": " + header.get(i) + " occurs twice");
      }
    }
    columnAt = new int[header.size()];
    Arrays.fill(columnAt, -1);
    for (int i = 0; i < columns.size(); i++) {
      int at = header.indexOf(columns.get(i));
      if (at < 0) {
        throw fault("column " + columns.get(i) + " is missing in the header");
      }
      columnAt[at] = i;
    }
  }

  @Override
  protected void handleBegin(long line) {
    empty = columns.size();
  }

  @Override
  protected void handleField(int place, char[] buffer, int from, int length, boolean quoted) {
    if (inHeader) {
      header.add(new String(buffer, from, length));
    } else if (place < columnAt.length && columnAt[place] >= 0) {
      if (isBlank(buffer, from, length)) {
        empty = Math.min(empty, columnAt[place]);
      } else {
        table.field(columnAt[place], buffer, from, length);
      }
    }
  }

  private static boolean isBlank(char[] buffer, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (!Character.isWhitespace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected CsvRecords buildRecord() {
    return this;
  }
}
