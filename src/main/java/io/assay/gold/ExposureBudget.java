package io.assay.gold;

import io.assay.task.TaskPools;

/**
 * How often a gold item is shown: never to more than 60 labelers, and in turns like those of
 * probes, so that neither its age nor how often it comes back tells it from other items.
 *
 * <p>Farms share what they meet and take what comes back for gold (Checco et al., JAIR 2020): a
 * static set is learnt, a rotating one whose items are ordinary production items is not worth it.
 */
final class ExposureBudget {
  /** Labelers who may see an item in all; then it is retired for good. */
  static final int MOST = 60;

  /** Answers in one turn, drawn as for a probe. */
  static final TaskPools.Turn TURN = TaskPools.Turn.LIKE_PROBES;

  /** Gold items in their turn at once: enough for a labeler's first hundreds of answers. */
  static final int IN_TURN = 50;

  /**
   * Labels that agree independently before an item becomes gold, and how sure they must make it.
   */
  static final int MIN_INDEPENDENT = 15;

  static final double MIN_CONFIDENCE = 0.99;

  private ExposureBudget() {}

  /**
   * Settled items to recycle now.
   *
   * @param inTurn gold items that can be shown
   * @param resting gold items that can be given another turn
   * @param affordable answers that may be paid beyond what consensus asks for: a third may go to
   *     recycled gold, the rest to probes
   * @param promised of them to recycled gold in its turn
   */
  static int toRecycle(int inTurn, int resting, long affordable, long promised) {
    double turn = (TURN.shortest() + TURN.longest()) / 2.0;
    double pays = Math.floor((affordable / 3.0 - promised) / turn);
    return (int) Math.max(0, Math.min(IN_TURN - inTurn - resting, pays));
  }
}
