package io.assay.consensus.answers;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The answers of labelers to tasks, immutable, in one canonical order.
 *
 * <p>Tasks, labelers and labels are numbered from 0 in the natural order of their names; the
 * answers lie in one compressed sparse row table by task (ascending labeler within a task) and
 * again by labeler (ascending task within a labeler). The order in which answers were added leaves
 * no trace, so that an estimator that sums in this order gives the same bits for the same answers.
 */
public final class Answers {
  private final List<String> tasks;
  private final List<String> labelers;
  private final List<String> labels;
  private final int[] taskStarts;
  private final int[] labelerAt;
  private final int[] labelAt;
  private final int[] labelerStarts;
  private final int[] taskOf;
  private final int[] labelOf;
  private final int[] positionOf;

  private Answers(
      Names.Sorted taskNames,
      Names.Sorted labelerNames,
      Names.Sorted labelNames,
      AnswerRows rows,
      int[] order) {
    tasks = taskNames.names();
    labelers = labelerNames.names();
    labels = labelNames.names();
    int size = order.length;
    taskStarts = new int[tasks.size() + 1];
    labelerStarts = new int[labelers.size() + 1];
    labelerAt = new int[size];
    labelAt = new int[size];
    taskOf = new int[size];
    labelOf = new int[size];
    positionOf = new int[size];
    for (int p = 0; p < size; p++) {
      int row = order[p];
      labelerAt[p] = labelerNames.places()[rows.labeler(row)];
      labelAt[p] = labelNames.places()[rows.label(row)];
      taskStarts[taskNames.places()[rows.task(row)] + 1]++;
      labelerStarts[labelerAt[p] + 1]++;
    }
    AnswerRows.accumulate(taskStarts);
    AnswerRows.accumulate(labelerStarts);
    int[] next = labelerStarts.clone();
    for (int t = 0; t < tasks.size(); t++) {
      for (int p = taskStarts[t]; p < taskStarts[t + 1]; p++) {
        int q = next[labelerAt[p]]++;
        taskOf[q] = t;
        labelOf[q] = labelAt[p];
        positionOf[q] = p;
      }
    }
  }

  private Answers(Answers other, List<String> labels, int[] labelAt, int[] labelOf) {
    this.tasks = other.tasks;
    this.labelers = other.labelers;
    this.labels = labels;
    this.taskStarts = other.taskStarts;
    this.labelerAt = other.labelerAt;
    this.labelAt = labelAt;
    this.labelerStarts = other.labelerStarts;
    this.taskOf = other.taskOf;
    this.labelOf = labelOf;
    this.positionOf = other.positionOf;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns the same answers over a label set that also holds labels nobody has given. */
  public Answers labelsWith(Set<String> more) {
    if (more.stream().allMatch(label -> labelIndex(label) >= 0)) {
      return this;
    }
    TreeSet<String> union = new TreeSet<>(labels);
    union.addAll(more);
    List<String> wider = List.copyOf(union);
    int[] moved = new int[labels.size()];
    for (int k = 0; k < moved.length; k++) {
      moved[k] = Collections.binarySearch(wider, labels.get(k));
    }
    return new Answers(this, wider, renumber(labelAt, moved), renumber(labelOf, moved));
  }

  private static int[] renumber(int[] from, int[] moved) {
    int[] to = new int[from.length];
    for (int p = 0; p < from.length; p++) {
      to[p] = moved[from[p]];
    }
    return to;
  }

  /** Returns the label set in its order. */
  public List<String> labelNames() {
    return labels;
  }

  /** Returns the number of tasks. */
  public int tasks() {
    return tasks.size();
  }

  /** Returns the number of labelers. */
  public int labelers() {
    return labelers.size();
  }

  /** Returns the number of classes K. */
  public int labels() {
    return labels.size();
  }

  /** Returns the number of answers. */
  public int size() {
    return labelAt.length;
  }

  public String task(int t) {
    return tasks.get(t);
  }

  public String labeler(int j) {
    return labelers.get(j);
  }

  public String label(int k) {
    return labels.get(k);
  }

  /** Returns the number of the task, or -1 when it has no answer. */
  public int taskIndex(String task) {
    return Math.max(-1, Collections.binarySearch(tasks, task));
  }

  /** Returns the number of the labeler, or -1 when this labeler gave no answer. */
  public int labelerIndex(String labeler) {
    return Math.max(-1, Collections.binarySearch(labelers, labeler));
  }

  /** Returns the number of the label, or -1 when it is not in the label set. */
  public int labelIndex(String label) {
    return Math.max(-1, Collections.binarySearch(labels, label));
  }

  /** Returns the first position of the task in the table by task. */
  public int taskStart(int t) {
    return taskStarts[t];
  }

  /** Returns the position after the last one of the task in the table by task. */
  public int taskEnd(int t) {
    return taskStarts[t + 1];
  }

  /** Returns the labeler of the answer at a position of the table by task. */
  public int labelerAt(int position) {
    return labelerAt[position];
  }

  /** Returns the label of the answer at a position of the table by task. */
  public int labelAt(int position) {
    return labelAt[position];
  }

  /** Returns the first position of the labeler in the table by labeler. */
  public int labelerStart(int j) {
    return labelerStarts[j];
  }

  /** Returns the position after the last one of the labeler in the table by labeler. */
  public int labelerEnd(int j) {
    return labelerStarts[j + 1];
  }

  /** Returns the task of the answer at a position of the table by labeler. */
  public int taskOf(int position) {
    return taskOf[position];
  }

  /** Returns the label of the answer at a position of the table by labeler. */
  public int labelOf(int position) {
    return labelOf[position];
  }

  /** Returns where the answer at a position of the table by labeler is in the table by task. */
  public int positionOf(int position) {
    return positionOf[position];
  }

  /** Collects answers in any order. */
  public static final class Builder {
    private final Names tasks = new Names();
    private final Names labelers = new Names();
    private final Names labels = new Names();
    private final AnswerRows rows = new AnswerRows();

    private Builder() {}

    public Builder add(String task, String labeler, String label) {
      return add(tasks.number(task), labelers.number(labeler), labels.number(label));
    }

    /** Adds an answer by the numbers its names have here. */
    public Builder add(int task, int labeler, int label) {
      rows.add(task, labeler, label);
      return this;
    }

    /** Numbers of the tasks' names for {@link #add(int, int, int)}. */
    public Names tasks() {
      return tasks;
    }

    /** Numbers of the labelers' names for {@link #add(int, int, int)}. */
    public Names labelers() {
      return labelers;
    }

    /** Numbers of the labels for {@link #add(int, int, int)}. */
    public Names labels() {
      return labels;
    }

    /**
     * Returns the answers added so far.
     *
     * @throws RepeatedAnswerException when a labeler answered a task twice
     */
    public Answers build() {
      Names.Sorted sortedTasks = tasks.sorted();
      Names.Sorted sortedLabelers = labelers.sorted();
      int[] order = rows.order(sortedTasks.places(), sortedLabelers.places());
      int repeat = rows.findRepeat(order);
      if (repeat >= 0) {
        throw new RepeatedAnswerException(
            repeat, tasks.name(rows.task(repeat)), labelers.name(rows.labeler(repeat)));
      }
      return new Answers(sortedTasks, sortedLabelers, labels.sorted(), rows, order);
    }
  }
}
