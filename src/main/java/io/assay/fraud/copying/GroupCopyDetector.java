package io.assay.fraud.copying;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/*
 * The group copy e-value of a group G, over the items i at least two members G_i answered:
 *
 *   LR_i(c) = sum_l f_i(l) product_{w in G_i} [ (1 - c) + c 1{x_wi = l} / p_w(i) ]
 *   E_G     = mean of product_i LR_i(c) over c in {.3, .5, .7, .9}
 *
 * which is sum_l f_i(l) product [c 1{x_wi = l} + (1 - c) p_w(i)] over product p_w(i): all copy one
 * sheet, whose answer l is a usual one. f_i(l) is the share of the answer among witnesses, two usual
 * answers counted in, and
 *
 *   p_w(i) = max( P(x_wi | witnesses, members before w),  f_i(x_wi),  m_w(x_wi) )
 *
 * Members are taken in the order of names, each given those before, because people who work alone
 * are independent given the truth, not without it: the product of the chances is then that of all their
 * answers together, so that LR_i(c) has mean at most 1 even where no witness answered.
 */
/**
 * Measures the evidence that a whole group fills in one answer sheet. Far stronger than its pairs:
 * a large farm is proved by few items.
 *
 * <p>Null model: members answer independently of each other given the truth of each item. Then E_G
 * has mean at most 1 for a group fixed beforehand. So the sample is split: who is in the group, and
 * who is dropped from it, is decided on earlier answers; the e-value is that of later ones.
 *
 * <p>Pruning: on the earlier answers, the member whose removal raises ln E_G most is dropped until
 * none does, three members at least; two are a pair, and {@link CopyDetector}'s.
 *
 * <p>Threshold and multiplicity: ln(m / α), α = {@value CopyDetector#ALPHA}, for the m groups
 * tested: P(any honest group over it) ≤ α. Not for several threads at once.
 */
public final class GroupCopyDetector {
  /** Smaller groups are pairs. */
  public static final int MIN_MEMBERS = 3;

  private final Half earlier;
  private final Half later;

  /** Answers with what is known of their labelers. */
  private static final class Half {
    final AnswerTable table;
    final GroupOdds odds;

    Half(Answers answers, Confusions confusions) {
      LabelerTables tables = new LabelerTables(confusions);
      table = new AnswerTable(answers, tables);
      odds = new GroupOdds(table, tables);
    }

    double logEValue(Collection<String> members) {
      return odds.measure(numbers(members));
    }

    private int[] numbers(Collection<String> members) {
      return members.stream().mapToInt(table::find).filter(j -> j >= 0).sorted().toArray();
    }
  }

  /**
   * Splits a sample in time.
   *
   * @param earlier on which groups were nominated; none of them may be among the later ones
   * @param later on which they are tested
   * @param confusions what is known of labelers and classes
   */
  public GroupCopyDetector(Answers earlier, Answers later, Confusions confusions) {
    this.earlier = new Half(earlier, confusions);
    this.later = new Half(later, confusions);
  }

  /** ln(m / α) for so many groups tested. */
  public static double threshold(int groups) {
    return StrictMath.log(Math.max(1, groups) / CopyDetector.ALPHA);
  }

  /** Prunes a nominated group by the earlier answers and tests what is left on the later ones. */
  public GroupEvidence measure(Collection<String> nominated) {
    TreeSet<String> members = new TreeSet<>(nominated);
    List<String> dropped = new ArrayList<>();
    double best = earlier.logEValue(members);
    while (members.size() > MIN_MEMBERS) {
      String weakest = "";
      double without = best;
      for (String member : members) {
        TreeSet<String> others = new TreeSet<>(members);
        others.remove(member);
        double value = earlier.logEValue(others);
        if (value > without) {
          without = value;
          weakest = member;
        }
      }
      if (without <= best) {
        break;
      }
      members.remove(weakest);
      dropped.add(weakest);
      best = without;
    }
    double logEValue = members.size() < MIN_MEMBERS ? 0 : later.logEValue(members);
    dropped.sort(null);
    return new GroupEvidence(
        List.copyOf(members), dropped, later.odds.items(), Consensus.quantise(logEValue));
  }
}
