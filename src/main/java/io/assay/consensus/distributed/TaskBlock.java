package io.assay.consensus.distributed;

import io.assay.consensus.classification.AnswerBlock;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Some tasks with all their answers, as they lie in the memory of an executor.
 *
 * @param classes K
 * @param starts as in {@link AnswerBlock}
 * @param cells as in {@link AnswerBlock}
 * @param known as in {@link AnswerBlock}
 * @param names the names of all tasks, one after the other
 * @param nameEnds where the name of each task ends
 * @param problem what is wrong with the answers; null where nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TaskBlock(
    int classes,
    int[] starts,
    int[] cells,
    int @Nullable [] known,
    String names,
    int[] nameEnds,
    @Nullable String problem)
    implements Serializable {

  AnswerBlock answers() {
    return new AnswerBlock(classes, starts, cells, null, known, null);
  }

  int tasks() {
    return nameEnds.length;
  }

  String task(int t) {
    return names.substring(t == 0 ? 0 : nameEnds[t - 1], nameEnds[t]);
  }

  /** Whether something else can contradict the answers to a task. */
  boolean isChecked(int t) {
    return starts[t + 1] - starts[t] > 1 || (known != null && known[t] >= 0);
  }

  /** The row of the labeler of an answer. */
  int row(int p) {
    return cells[p] / classes / classes;
  }

  /** The label of an answer. */
  int label(int p) {
    return cells[p] / classes % classes;
  }
}
