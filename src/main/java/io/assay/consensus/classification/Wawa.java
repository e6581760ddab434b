package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Map;
import java.util.TreeMap;

/**
 * Worker agreement with aggregate: votes weighed by how often the labeler agrees with the majority.
 *
 * <p>With w_ij the weight of the answer l_ij of labeler j to task i, and M_i the classes with most
 * votes (the known class where there is one),
 *
 * <pre>
 *   a_j  = sum_i w_ij [l_ij in M_i] / |M_i| / sum_i w_ij     (0 to 1)
 *   T_ik = (sum_j w_ij a_j [l_ij = k] + a P_ik) / (sum over k)
 * </pre>
 *
 * where a prior P_ik, if any, counts as one vote of a labeler with the agreement a of all. Where
 * every vote weighs 0, T_ik is the share of the class. Source: Appen (Figure Eight), agreement with
 * aggregate; the name is that of Ustalov, Pavlichenko and Tseitlin (2024), Learning from crowds
 * with Crowd-Kit.
 */
public final class Wawa implements Aggregator {
  @Override
  public String name() {
    return "wawa";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    double[] credit = credit(votes);
    double rightOfAll = 0;
    double answersOfAll = 0;
    double[] agreement = new double[votes.answers.labelers()];
    for (int j = 0; j < agreement.length; j++) {
      double right = 0;
      double total = 0;
      for (int q = votes.answers.labelerStart(j); q < votes.answers.labelerEnd(j); q++) {
        double weight = votes.weight(votes.answers.positionOf(q));
        right += weight * credit[votes.answers.positionOf(q)];
        total += weight;
      }
      agreement[j] = total > 0 ? right / total : 0;
      rightOfAll += right;
      answersOfAll += total;
    }
    double usual = answersOfAll > 0 ? rightOfAll / answersOfAll : 1;
    double[] posterior = weighed(votes, agreement, usual);
    return Consensus.of(name(), new TreeMap<>(), votes, posterior, new Fitted(1, 0, 2));
  }

  /** [l_ij in M_i] / |M_i| by position in the table by task. */
  private static double[] credit(Votes votes) {
    double[] majority = votes.majority();
    double[] credit = new double[votes.answers.size()];
    for (int t = 0; t < votes.tasks; t++) {
      int row = t * votes.classes;
      double most = 0;
      for (int k = 0; k < votes.classes; k++) {
        most = Math.max(most, majority[row + k]);
      }
      int leaders = 0;
      for (int k = 0; k < votes.classes; k++) {
        leaders += leads(majority[row + k], most) ? 1 : 0;
      }
      for (int p = votes.answers.taskStart(t); p < votes.answers.taskEnd(t); p++) {
        double votesOf = majority[row + votes.answers.labelAt(p)];
        credit[p] = leads(votesOf, most) ? 1.0 / leaders : 0;
      }
    }
    return credit;
  }

  /** Thirds of votes do not add up exactly. */
  private static boolean leads(double votes, double most) {
    return votes >= most - 1e-9;
  }

  private static double[] weighed(Votes votes, double[] agreement, double usual) {
    Answers answers = votes.answers;
    double[] posterior = new double[votes.tasks * votes.classes];
    for (int t = 0; t < votes.tasks; t++) {
      int row = t * votes.classes;
      double[] prior = votes.prior(t);
      if (prior != null) {
        for (int k = 0; k < votes.classes; k++) {
          posterior[row + k] = usual * prior[k];
        }
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        posterior[row + answers.labelAt(p)] += votes.weight(p) * agreement[answers.labelerAt(p)];
      }
      if (votes.known(t) >= 0) {
        votes.clamp(posterior, t);
      } else if (!Votes.normalise(posterior, row, votes.classes)) {
        System.arraycopy(votes.share, 0, posterior, row, votes.classes);
      }
    }
    return posterior;
  }
}
