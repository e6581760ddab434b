package io.assay.payout.economics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/*
 * A round looks at the answers that came until then, in the order in which they came, and pays for
 * those no round has paid for yet. A labeler with too few of them waits for a later round, with all
 * answers given so far. The last round waits for nobody: it takes all that is left, also of those whose
 * answers are ignored, who get nothing.
 *
 * So every answer is taken exactly once, and what a round pays follows from the answers, the sizes of
 * the rounds and who had one voice with whom, which is what an epoch's bundle holds.
 */
/** Works the bonuses of a dataset out, round by round. */
public final class BonusRounds {
  /**
   * When bonuses are worked out.
   *
   * @param answers how many, from the first on, the round looks at
   * @param last whether no round comes after it
   */
  public record Round(int answers, boolean last, Voices voices) {}

  /**
   * What a labeler gets in a round.
   *
   * @param answers that the round takes of the labeler
   * @param amount base units, for all of them together
   */
  public record Bonus(long answers, BigInteger amount) {}

  private BonusRounds() {}

  /**
   * The bonuses of each round by labeler; whoever has to wait is not among them.
   *
   * @param answers in the order in which they came
   * @param most base units that one answer may earn on average
   * @throws IllegalArgumentException if a round looks at fewer answers than the one before, or at
   *     more than there are, or follows the last
   */
  public static List<SortedMap<String, Bonus>> work(
      BonusRule rule, BigInteger most, List<BonusAnswer> answers, List<Round> rounds) {
    List<SortedMap<String, Bonus>> worked = new ArrayList<>();
    Map<String, Integer> taken = new HashMap<>();
    int before = 0;
    boolean over = false;
    for (Round round : rounds) {
      if (over || round.answers() < before || round.answers() > answers.size()) {
        throw new IllegalArgumentException("the answers of a round do not follow the one before");
      }
      worked.add(work(rule, most, answers.subList(0, round.answers()), round, taken));
      before = round.answers();
      over = round.last();
    }
    return worked;
  }

  private static SortedMap<String, Bonus> work(
      BonusRule rule,
      BigInteger most,
      List<BonusAnswer> answers,
      Round round,
      Map<String, Integer> taken) {
    BonusCrowd crowd = new BonusCrowd(answers, round.voices());
    int[] measured = measured(crowd);
    BitSet due = new BitSet();
    SortedMap<String, Bonus> bonuses = new TreeMap<>();
    long[] counts = new long[measured.length];
    for (int p = 0; p < answers.size(); p++) {
      int labeler = crowd.labelerAt(p);
      boolean heard = crowd.voice(p) >= 0;
      boolean enough = heard && measured[labeler] >= rule.minAnswers();
      if ((enough || round.last()) && p >= taken.getOrDefault(answers.get(p).labeler(), 0)) {
        counts[labeler]++;
        due.set(p, heard);
      }
    }
    List<BigInteger> amounts = rule.bonusesDown(crowd, due, most);
    for (int j = 0; j < counts.length; j++) {
      if (counts[j] > 0) {
        String name = crowd.labelers().get(j);
        bonuses.put(name, new Bonus(counts[j], amounts.get(j)));
        taken.put(name, round.answers());
      }
    }
    return bonuses;
  }

  /** Answers of each labeler to items that others answered too. */
  private static int[] measured(BonusCrowd crowd) {
    int[] measured = new int[crowd.labelers().size()];
    for (int p = 0; p < crowd.size(); p++) {
      int t = crowd.itemAt(p);
      int votes = crowd.voteEnd(t) - crowd.voteStart(t);
      measured[crowd.labelerAt(p)] += crowd.voice(p) >= 0 && votes > 1 ? 1 : 0;
    }
    return measured;
  }
}
