package io.assay.consensus.relabeling;

/**
 * Buys where the error falls most for each answer: max over n of 1..H of (e(0) - e(n)) / n, in
 * expected wrong labels per answer, e(n) the item's expected error after n more answers.
 *
 * <p>With H = 1 it is blind wherever one answer cannot overturn the leader although a few could:
 * the average gain over a batch sees past that. Source: Frazier and Powell (2010), Paradoxes in
 * learning and the marginal value of information, KG(*).
 *
 * @param horizon H
 */
public record KnowledgeGradient(int horizon) implements RelabelingPolicy {
  private static final double ROUNDING = 1e-12;

  public KnowledgeGradient {
    if (horizon < 1) {
      throw new IllegalArgumentException("a horizon of at least one answer, not " + horizon);
    }
  }

  @Override
  public double worth(Outlook item) {
    double best = 0;
    for (int n = 1; n <= horizon; n++) {
      best = Math.max(best, (item.error() - item.errorAfter(n)) / n);
    }
    return best > ROUNDING ? best : 0;
  }
}
