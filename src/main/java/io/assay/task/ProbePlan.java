package io.assay.task;

/**
 * How many items are to become probes now, and how many labels each is to get.
 *
 * <p>A turn t is drawn from 15 to min(40, max(15, active labelers)), evenly: a pair of labelers
 * meets on a probe about in proportion to t, while ordinary items get from the least redundancy up
 * to the most, so that how often an item comes back says little of what it is. A probe costs t − r
 * answers beyond the r that consensus wants anyway, and money bounds the pool: with A the extra
 * answers still to be paid from the probe share and P those promised to the present pool,
 *
 * <pre>
 *   new probes = min(45 − fresh, ⌊(2/3 A − P) / (mean t − r)⌋)
 * </pre>
 *
 * where fresh are the probes not half through their turn: 45 keep a newcomer's first 400 items
 * supplied. A third of A is left for recycled gold. A dataset too small for a single probe within
 * its share has none.
 */
record ProbePlan(int items, int shortestTurn, int longestTurn) {
  static final int SHORTEST_TURN = 15;
  static final int LONGEST_TURN = 40;
  private static final int FRESH = 45;

  /**
   * The plan.
   *
   * @param extraAnswers that may still be paid beyond what consensus asks for
   * @param promised extra answers that the present probes will take
   * @param fresh present probes not half through their turn
   * @param redundancy answers that consensus wants of an item at least
   */
  static ProbePlan of(
      long extraAnswers, long promised, int fresh, int activeLabelers, int redundancy) {
    int longest = Math.min(LONGEST_TURN, Math.max(SHORTEST_TURN, activeLabelers));
    double extra = Math.max(1, (SHORTEST_TURN + longest) / 2.0 - redundancy);
    double affordable = Math.floor((extraAnswers * 2.0 / 3 - promised) / extra);
    int items = (int) Math.max(0, Math.min(FRESH - fresh, affordable));
    return new ProbePlan(items, SHORTEST_TURN, longest);
  }
}
