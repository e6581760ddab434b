package io.assay.fraud.copying;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * The copy e-value of two labelers a and b, over the items i both answered:
 *
 *   p_b(i)  = max( sum_k q_i(k) C_b(x_bi|k),  f_i(x_bi),  m_b(x_bi) )
 *   LR_b(c) = product_i [ (1 - c) + c 1{x_ai = x_bi} / p_b(i) ]
 *   E_ab    = mean of LR over c in {.25, .5, .75, .95} and both directions
 *
 * C_b is b's confusion matrix, f_i the share of the answer among those of others than a and b, with
 * two usual answers counted in, m_b how often b gives it at all. q_i is the belief about the item's
 * label after what all others say, a too where b is the one who copies: people who work alone are
 * independent given the truth, not without it. Were a left out as well, two who come first to an item
 * and are both right would have agreed against all odds, and an honest pair that met so a dozen times
 * would be held.
 *
 * Why the maximum: constant clickers agree by m_b, unclear items by f_i; the confusion matrix alone
 * would hold both for copying.
 *
 * If the other accounts of a farm helped to define what is true and what is usual, copying would look
 * like being right together, and its evidence would fade. So a pair is measured without the answers of
 * the pair's partners: those whom a first measure links to either of them over the threshold. Then
 * partners are found anew and the pair is measured once more. A weaker link must not do: whoever agrees
 * by chance would be taken out of the very witnesses who show that the answer is a usual one.
 */
/**
 * Measures, for every pair of labelers of a dataset, the evidence that one copies the other or both
 * copy a third: over all answers at once, and then answer by answer. Not for several threads at
 * once, though it uses several.
 *
 * <p>Null model: a and b answer independently given the truth of each item. With C and the shares
 * of the classes known, each factor has mean at most 1 given x_a and all others' answers, because p
 * is no less than the chance of the same answer; so E has mean at most 1, and taken answer by
 * answer it is an e-process: P(ever E ≥ 1/α) ≤ α (Ville 1939). C is estimated, and the same answers
 * are measured anew after each fit, so this holds nearly; the guard is the empirical null: where
 * pairs of unlinked labelers go beyond it, ln E is multiplied by {@link #temper()}.
 *
 * <p>Threshold and multiplicity: ln(m / α), α = {@value #ALPHA}, for the m pairs of labelers there
 * are: by the union bound no honest pair of the dataset is over it, with probability 1 - α. {@link
 * #reviewQueue} takes more, by e-BH. The same answers give the same bits in any order and on any
 * number of threads.
 */
public final class CopyDetector {
  /** Below so many common items nothing is said. */
  public static final int MIN_COMMON_ITEMS = 10;

  /** Chance of ever suspecting anybody of a crowd that works alone. */
  public static final double ALPHA = 0.01;

  private static final double FALSE_SHARE_OF_QUEUE = 0.05;
  private static final int ROUNDS = 3;

  private final LabelerTables tables;
  private final AnswerTable table;
  private final List<String> labelers;
  private MeasuredPairs pairs;
  private Partners partners = Partners.none();
  private @Nullable RunningPairs running;

  private CopyDetector(Answers answers, Confusions confusions) {
    tables = new LabelerTables(confusions);
    table = new AnswerTable(answers, tables);
    labelers = IntStream.range(0, table.labelers()).mapToObj(table::labeler).toList();
    pairs = new FullPass(table, tables, partners).run(MIN_COMMON_ITEMS);
    for (int round = 1; round < ROUNDS && findPartners(); round++) {
      pairs = measureAnew();
    }
  }

  /**
   * Measures every pair over all answers.
   *
   * @param confusions what is known of labelers and classes; answers outside its classes are let be
   */
  public static CopyDetector of(Answers answers, Confusions confusions) {
    return new CopyDetector(answers, confusions);
  }

  /** Notes whom the present measure links; false where that is what it was. */
  private boolean findPartners() {
    Partners before = partners;
    partners = linked(pairs);
    return !partners.sameAs(before);
  }

  private Partners linked(MeasuredPairs measured) {
    List<MeasuredPairs.Pair> strongest =
        measured
            .over(threshold())
            .mapToObj(measured::pair)
            .sorted(
                Comparator.comparingDouble(MeasuredPairs.Pair::logEValue)
                    .reversed()
                    .thenComparing(MeasuredPairs.Pair::a)
                    .thenComparing(MeasuredPairs.Pair::b))
            .toList();
    return Partners.of(known().size(), strongest);
  }

  /** Measures all pairs by their witnesses, from whom the tables are learned anew. */
  private MeasuredPairs measureAnew() {
    Partners linked = partners;
    if (linked.isMinority()) {
      new Relearning(table, tables, linked).run();
    }
    MeasuredPairs found = new FullPass(table, tables, linked).run(MIN_COMMON_ITEMS);
    ThreadLocal<PairMeasure> measures =
        ThreadLocal.withInitial(() -> new PairMeasure(tables, table));
    IntStream.range(0, found.size())
        .parallel()
        .filter(i -> linked.concern(found.a(i), found.b(i)))
        .forEach(
            i -> {
              CopyOdds odds = measures.get().measure(found.a(i), found.b(i), linked);
              found.set(i, odds.logEValue());
            });
    return found;
  }

  /** Takes an answer and measures it against those to the same item that came before. */
  public void add(String task, String labeler, String label) {
    if (running == null) {
      running = new RunningPairs(table, tables, partners, MIN_COMMON_ITEMS);
    }
    running.add(task, labeler, label);
  }

  /** ln(m / alpha) for the m pairs there are: over it with probability alpha at most. */
  public double threshold() {
    return StrictMath.log(monitored() / ALPHA);
  }

  private double monitored() {
    double known = known().size();
    return Math.max(1, known * (known - 1) / 2);
  }

  /**
   * What ln E is multiplied by so that unlinked pairs of this crowd keep to the null; 1 at most.
   */
  public double temper() {
    return temper(measured());
  }

  /** Pairs with at least this log e-value, strongest first. */
  public List<PairEvidence> listOver(double minLogEValue) {
    MeasuredPairs measured = measured();
    return list(measured, minLogEValue, temper(measured));
  }

  /** The pairs worth a person's look, by e-BH at 5 %, strongest first. They hold nobody. */
  public List<PairEvidence> reviewQueue() {
    MeasuredPairs measured = measured();
    double temper = temper(measured);
    double[] tempered = measured.logEValues();
    for (int i = 0; i < tempered.length; i++) {
      tempered[i] *= temper;
    }
    double min = EBenjaminiHochberg.minLogEValue(tempered, monitored(), FALSE_SHARE_OF_QUEUE);
    return Double.isInfinite(min) ? List.of() : list(measured, min, temper);
  }

  private double temper(MeasuredPairs measured) {
    return EmpiricalNull.temper(measured, running == null ? partners : linked(measured));
  }

  private MeasuredPairs measured() {
    return running == null ? pairs : running.measured();
  }

  private List<PairEvidence> list(MeasuredPairs measured, double minLogEValue, double temper) {
    PairMeasure measure = running == null ? new PairMeasure(tables, table) : running.measure();
    List<PairEvidence> found = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      double logEValue = temper * measured.logEValue(i);
      if (logEValue >= minLogEValue) {
        found.add(evidence(measure, measured.a(i), measured.b(i), logEValue));
      }
    }
    found.sort(
        Comparator.comparingDouble(PairEvidence::logEValue)
            .reversed()
            .thenComparing(PairEvidence::a)
            .thenComparing(PairEvidence::b));
    return found;
  }

  private PairEvidence evidence(PairMeasure measure, int first, int second, double logEValue) {
    CopyOdds odds = measure.measureExpected(first, second, partners);
    List<String> names = known();
    String a = names.get(first);
    String b = names.get(second);
    boolean ordered = a.compareTo(b) <= 0;
    return new PairEvidence(
        ordered ? a : b,
        ordered ? b : a,
        odds.common(),
        odds.same(),
        Consensus.quantise(measure.expectedSame()),
        Consensus.quantise(logEValue));
  }

  /** How many pairs have enough items in common for anything to be said of them. */
  public int comparable() {
    return measured().size();
  }

  /** Names of the labelers seen. */
  public List<String> labelers() {
    return List.copyOf(known());
  }

  private List<String> known() {
    return running == null ? labelers : running.labelers();
  }
}
