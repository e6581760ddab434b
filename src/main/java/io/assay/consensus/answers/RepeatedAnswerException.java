package io.assay.consensus.answers;

/** A labeler answered a task twice. */
public final class RepeatedAnswerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int row;
  private final String task;
  private final String labeler;

  RepeatedAnswerException(int row, String task, String labeler) {
    super("labeler " + labeler + " answered task " + task + " twice");
    this.row = row;
    this.task = task;
    this.labeler = labeler;
  }

  /** Returns how many answers were added before the one that repeats another. */
  public int row() {
    return row;
  }

  public String task() {
    return task;
  }

  public String labeler() {
    return labeler;
  }
}
