package io.assay.fraud;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.blocs.Bloc;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from a bloc without a person.
 *
 * <p>Null model: one crowd of independent labelers, of whom some are bad. Statistic: the gain G, ln
 * of how much better the answers are foretold with the bloc than by the best fit of that null, each
 * labeler without their own answers. Threshold: payouts wait where
 *
 * <pre>
 *   surplus = G - (ln(s / alpha) + ln n + .005 K m) &gt;= 0
 * </pre>
 *
 * with alpha = .01, s = {@value #DATASETS} datasets times {@value #STARTS} starts of a search, n
 * the searches of the dataset so far, K its classes and m the members' answers: G is a log
 * predictive ratio, so a null passes ln(1 / alpha') with a chance of alpha' at most, and the last
 * term pays for what no null is quite true in (honest people err together on some items).
 * Multiplicity: Bonferroni over datasets, starts and looks. Only a decided bloc has anything happen
 * by itself, and only where it has at most {@value #MAX_MASS} of the answers or where labels that
 * people vouch for speak against it with {@value #SETTLED} nats or more; and only to members of a
 * membership of {@value #MEMBERSHIP} or more. People decide the rest.
 *
 * @param surplus nats over the threshold
 * @param commonItems items that two members or more answered
 */
record BlocFinding(Bloc bloc, double surplus, int commonItems) {
  /** Two may be anybody; from three on it is a group. */
  static final int FEWEST = 3;

  static final double MEMBERSHIP = 0.95;
  static final double MAX_MASS = 0.45;
  static final double SETTLED = 8;
  static final double DATASETS = 1_000;
  static final double STARTS = 12;
  private static final double ERROR_RATE = 0.01;
  private static final double MISFIT_A_CLASS = 0.005;

  /** Those of the blocs that are groups, measured at so many searches of the dataset. */
  static List<BlocFinding> of(Answers answers, List<Bloc> blocs, long searches) {
    List<BlocFinding> findings = new ArrayList<>();
    for (Bloc bloc : blocs) {
      if (bloc.members().size() >= FEWEST) {
        long memberAnswers = 0;
        int[] membersOn = new int[answers.tasks()];
        for (String member : bloc.members()) {
          int j = answers.labelerIndex(member);
          for (int p = answers.labelerStart(j); p < answers.labelerEnd(j); p++) {
            membersOn[answers.taskOf(p)]++;
            memberAnswers++;
          }
        }
        int common = 0;
        for (int members : membersOn) {
          common += members >= 2 ? 1 : 0;
        }
        double threshold = threshold(answers.labels(), memberAnswers, searches);
        findings.add(new BlocFinding(bloc, bloc.gain() - threshold, common));
      }
    }
    return findings;
  }

  static double threshold(int classes, long memberAnswers, long searches) {
    return StrictMath.log(DATASETS * STARTS / ERROR_RATE)
        + StrictMath.log(Math.max(1.0, (double) searches))
        + MISFIT_A_CLASS * classes * (double) memberAnswers;
  }

  /** The members whose payouts wait; none where the bloc is for people to decide. */
  List<String> heldMembers() {
    boolean clear = bloc.mass() <= MAX_MASS || bloc.evidence() >= SETTLED;
    if (!bloc.decided() || !clear || surplus < 0) {
      return List.of();
    }
    return bloc.members().stream()
        .filter(member -> bloc.membership().getOrDefault(member, 0.0) >= MEMBERSHIP)
        .toList();
  }
}
