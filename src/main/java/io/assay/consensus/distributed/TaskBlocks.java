package io.assay.consensus.distributed;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Packs rows of (task, worker, label), sorted by task and worker, into blocks of whole tasks.
 *
 * <p>A row without a worker is the known label of its task and comes first; tasks that have nothing
 * else are left out. The first task that breaks the rules ends the partition with a problem.
 */
final class TaskBlocks implements Iterator<TaskBlock> {
  /** Number of answers after which a block takes no further task, so that it can be spilled. */
  private static final int FULL = 1 << 18;

  private final Iterator<Row> rows;
  private final Map<String, Integer> workers;
  private final Map<String, Integer> labels;
  private @Nullable Row ahead;

  private final StringBuilder names = new StringBuilder();
  private int[] nameEnds = new int[0];
  private int[] starts = new int[0];
  private int[] known = new int[0];
  private int[] cells = new int[0];
  private int tasks;
  private int answers;
  private boolean anyKnown;
  private @Nullable String problem;

  TaskBlocks(Iterator<Row> rows, Map<String, Integer> workers, Map<String, Integer> labels) {
    this.rows = rows;
    this.workers = workers;
    this.labels = labels;
    advance();
  }

  private void advance() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public TaskBlock next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    clear();
    while (ahead != null && problem == null && answers < FULL) {
      addTask(ahead);
    }
    if (problem != null) {
      ahead = null;
    }
    return new TaskBlock(
        labels.size(),
        Arrays.copyOf(starts, tasks + 1),
        Arrays.copyOf(cells, answers),
        anyKnown ? Arrays.copyOf(known, tasks) : null,
        names.toString(),
        Arrays.copyOf(nameEnds, tasks),
        problem);
  }

  private void clear() {
    names.setLength(0);
    tasks = 0;
    answers = 0;
    anyKnown = false;
    nameEnds = new int[1 << 10];
    known = new int[1 << 10];
    starts = new int[1 + (1 << 10)];
    cells = new int[1 << 12];
  }

  private void addTask(Row first) {
    if (first.isNullAt(0)) {
      problem = "an answer has no task";
      return;
    }
    String task = first.getString(0);
    int gold = -1;
    String before = null;
    int from = answers;
    for (Row row = first; row != null && task.equals(row.getString(0)); row = ahead) {
      if (row.isNullAt(1)) {
        if (gold >= 0) {
          problem = "task " + task + " has two known labels";
        }
        // Known labels of tasks without answers are no classes, and their tasks are left out.
        gold = labels.getOrDefault(row.getString(2), -1);
      } else {
        String worker = row.getString(1);
        if (worker.equals(before)) {
          problem = "worker " + worker + " answered task " + task + " twice";
        }
        before = worker;
        addAnswer(worker, row.getString(2));
      }
      advance();
    }
    if (answers > from) {
      endTask(task, gold);
    }
  }

  private void addAnswer(String worker, String label) {
    int row = Objects.requireNonNull(workers.get(worker), worker);
    int l = Objects.requireNonNull(labels.get(label), label);
    if (answers == cells.length) {
      cells = Arrays.copyOf(cells, 2 * answers);
    }
    cells[answers++] = (row * labels.size() + l) * labels.size();
  }

  private void endTask(String task, int gold) {
    if (tasks == nameEnds.length) {
      nameEnds = Arrays.copyOf(nameEnds, 2 * tasks);
      known = Arrays.copyOf(known, 2 * tasks);
      starts = Arrays.copyOf(starts, 2 * tasks + 1);
    }
    names.append(task);
    nameEnds[tasks] = names.length();
    known[tasks] = gold;
    anyKnown |= gold >= 0;
    tasks++;
    starts[tasks] = answers;
  }
}
