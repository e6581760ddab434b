package io.assay.cli;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Names;
import io.assay.consensus.answers.RepeatedAnswerException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files all offline commands read: recorded answers and known labels. */
final class LabelFiles {
  private LabelFiles() {}

  /** Reads answers, columns {@code task,worker,label}; each worker answers a task once. */
  static Answers readLabels(Path file) {
    AnswerTable table = new AnswerTable();
    CsvFile.read(file, List.of("task", "worker", "label"), table);
    try {
      return table.answers.build();
    } catch (RepeatedAnswerException e) {
      String detail = e.labeler() + " has answered task " + e.task() + " before";
      throw CsvFile.fault(file, table.lines[e.row()], "column worker: " + detail);
    }
  }

  /** Answers as they are read, and the line of each. */
  private static final class AnswerTable implements CsvFile.Table {
    private final Answers.Builder answers = Answers.builder();
    private final Names[] names = {answers.tasks(), answers.labelers(), answers.labels()};
    private final int[] numbers = new int[names.length];
    private int[] lines = new int[1 << 10];
    private int rows;

    @Override
    public void field(int column, char[] buffer, int from, int length) {
      numbers[column] = names[column].number(buffer, from, length);
    }

    @Override
    public void endRow(long line) {
      answers.add(numbers[0], numbers[1], numbers[2]);
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, rows + (rows >> 1));
      }
      lines[rows++] = Math.toIntExact(line);
    }
  }

  /** Reads known labels, columns {@code task,label}. */
  static Map<String, String> readGold(Path file) {
    TreeMap<String, String> gold = new TreeMap<>();
    CsvFile.read(
        file,
        List.of("task", "label"),
        row -> {
          String before = gold.putIfAbsent(row.get(0), row.get(1));
          if (before != null && !before.equals(row.get(1))) {
            throw row.fault(1, "task " + row.get(0) + " has label " + before + " before");
          }
        });
    return gold;
  }
}
