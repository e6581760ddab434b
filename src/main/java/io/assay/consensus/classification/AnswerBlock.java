package io.assay.consensus.classification;

import org.jspecify.annotations.Nullable;

/**
 * Some tasks with all their answers, as the arithmetic of EM reads them: one compressed sparse row
 * table.
 *
 * <p>An answer is the number of its cell: ({@code row(j) * K + l) * K}, where row(j) is the row of
 * labeler j in the tables of {@link ConfusionSums} and {@link ConfusionParameters} and l the label
 * given. The K numbers from there on belong to the K classes, so that all an answer reads and adds
 * to lies together.
 *
 * @param classes K
 * @param starts where the answers of each task start, and where the last ones end; tasks + 1
 * @param cells the answers
 * @param weights of the answers in [0, 1]; null where all weigh 1
 * @param known class of each task, or -1; null where none is known
 * @param priors the distribution of each task before its answers, [task * K + class], first number
 *     negative where nothing is known of the task; null where nothing is known of any
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record AnswerBlock(
    int classes,
    int[] starts,
    int[] cells,
    double @Nullable [] weights,
    int @Nullable [] known,
    double @Nullable [] priors) {

  /** Answers of equal weight to tasks of which nothing else is known. */
  public static AnswerBlock of(int classes, int[] starts, int[] cells) {
    return new AnswerBlock(classes, starts, cells, null, null, null);
  }

  /** Returns the number of tasks. */
  public int tasks() {
    return starts.length - 1;
  }
}
