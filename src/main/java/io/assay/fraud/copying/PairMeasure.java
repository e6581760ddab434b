package io.assay.fraud.copying;

/**
 * Measures one pair of labelers over all items both answered, without the answers of their
 * partners. For one thread.
 */
final class PairMeasure {
  private final LabelerTables tables;
  private final AnswerSource source;
  private final ItemBelief belief;
  private final CopyOdds odds = new CopyOdds();
  private double expectedSame;

  PairMeasure(LabelerTables tables, AnswerSource source) {
    this.tables = tables;
    this.source = source;
    this.belief = new ItemBelief(tables);
  }

  /** Measures a pair; the odds are good until the next call. */
  CopyOdds measure(int a, int b, Partners partners) {
    odds.clear();
    source.common(
        a,
        b,
        (item, labelOfA, labelOfB) -> {
          if (labelOfA == labelOfB) {
            weigh(item, a, b, partners);
            odds.agree(1 / belief.alone(b, labelOfB), 1 / belief.alone(a, labelOfA));
          } else {
            odds.disagree();
          }
        });
    return odds;
  }

  /** The same, and how often two people of their skill who work alone would have agreed. */
  CopyOdds measureExpected(int a, int b, Partners partners) {
    double[] agreement = agreement(a, b);
    expectedSame = 0;
    source.common(
        a,
        b,
        (item, labelOfA, labelOfB) -> {
          weigh(item, a, b, partners);
          expectedSame += belief.expected(agreement, a, labelOfA, b, labelOfB);
        });
    return measure(a, b, partners);
  }

  /** Expected agreements of the last pair measured so. */
  double expectedSame() {
    return expectedSame;
  }

  private void weigh(int item, int a, int b, Partners partners) {
    source.load(item, belief);
    belief.weigh(partners, a, b);
  }

  /** Σ_x C_a(x|k) C_b(x|k) by k. */
  private double[] agreement(int a, int b) {
    double[] agreement = new double[tables.classes()];
    for (int k = 0; k < agreement.length; k++) {
      for (int x = 0; x < agreement.length; x++) {
        agreement[k] += tables.given(a, x, k) * tables.given(b, x, k);
      }
    }
    return agreement;
  }
}
