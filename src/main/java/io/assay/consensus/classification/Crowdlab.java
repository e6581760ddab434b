package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Map;
import java.util.TreeMap;

/**
 * An ensemble of the labelers and a classifier, each weighed by how much better than guessing the
 * commonest class it agrees with the others.
 *
 * <p>P_i is what the {@link LabelPrior} says of task i: it must come from a classifier that never
 * saw the answers to i. Without any prior what remains is the form of the labelers alone, w_M = 0;
 * a task without a prior is judged by its labelers. With answers l_ij of weight w_ij, r_i = sum_j
 * w_ij, J the tasks of two votes or more, Y_i the label with most votes (ties: larger P_ik, then
 * the rarer class; the known label where there is one), means over J, and all quantities shares of
 * 1:
 *
 * <pre>
 *   p_L = mean (sum_j w_ij [l_ij = Y_i] / r_i),   q = (1 - p_L) / (K - 1)
 *   e   = mean [Y_i is not the most frequent Y]
 *   a_j = share of the answers of others (and known labels) to the tasks of j that equal j's;
 *         the mean of the others' a where there are none
 *   v_j = max(1e-6, 1 - (1 - a_j) / e)
 *   v_M = max(1e-6, 1 - mean [argmax P_i is not Y_i] / e) sqrt(mean over all i of r_i)
 *   T_ik = (v_M P_ik + sum_j w_ij v_j (p_L if l_ij = k, else q)) / (v_M + sum_j w_ij v_j)
 * </pre>
 *
 * computed twice, the second time with Y_i = argmax_k T_ik. Where no task has two votes p_L is what
 * is expected of labelers of whom nothing is known, and all weigh the same. Answers of one group to
 * one task count among each other in a_j by their weights. Source: Goh, Tkachenko and Mueller
 * (2022), CROWDLAB: supervised learning to infer consensus labels and quality scores for data with
 * multiple annotators.
 */
public final class Crowdlab implements Aggregator {
  private static final int ROUNDS = 2;

  @Override
  public String name() {
    return "crowdlab";
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Votes votes = Votes.of(answers, gold, prior, exclusions);
    Ensemble ensemble = new Ensemble(votes);
    for (int round = 0; round < ROUNDS; round++) {
      ensemble.estimate();
    }
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put("classifier-weight", Consensus.decimal(ensemble.classifierWeight));
    return Consensus.of(name(), parameters, votes, ensemble.posterior, new Fitted(ROUNDS, 0, 2));
  }

  private static final class Ensemble {
    private static final double MIN_WEIGHT = 1e-6;
    private static final double MIN_ERROR = 1e-6;
    private static final double UNKNOWN_ACCURACY = 0.7;

    private final Votes votes;
    private final Answers answers;
    private final int classes;
    private final double[] posterior;
    private final double[] votesOf;
    private final double[] agreement;
    private final int[] label;
    private double right = UNKNOWN_ACCURACY;
    private double commonestError = 1;
    private double classifierWeight;

    Ensemble(Votes votes) {
      this.votes = votes;
      this.answers = votes.answers;
      this.classes = votes.classes;
      this.posterior = new double[votes.tasks * classes];
      this.votesOf = new double[votes.tasks];
      this.label = new int[votes.tasks];
      this.agreement = new double[answers.labelers()];
      countVotes();
      chooseLabels();
      compareLabelers();
    }

    /** r_i, and the votes by class in place of the posterior until there is one. */
    private void countVotes() {
      for (int t = 0; t < votes.tasks; t++) {
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          votesOf[t] += votes.weight(p);
          posterior[t * classes + answers.labelAt(p)] += votes.weight(p);
        }
      }
    }

    private void chooseLabels() {
      for (int t = 0; t < votes.tasks; t++) {
        label[t] = votes.known(t) >= 0 ? votes.known(t) : best(t, posterior);
      }
    }

    /** The class of the largest value; ties: the likelier beforehand, then the rarer. */
    private int best(int t, double[] values) {
      double[] prior = votes.prior(t);
      int best = 0;
      for (int k = 1; k < classes; k++) {
        double lead = values[t * classes + k] - values[t * classes + best];
        // Thirds of votes do not add up exactly.
        double tie = Math.abs(lead) > 1e-9 || prior == null ? 0 : prior[k] - prior[best];
        boolean rarer = Math.abs(lead) <= 1e-9 && tie == 0 && votes.share[k] < votes.share[best];
        if (lead > 1e-9 || tie > 0 || rarer) {
          best = k;
        }
      }
      return best;
    }

    /** Votes are whole numbers but for rounding: one each for a group or a labeler without one. */
    private boolean isShared(int t) {
      return votesOf[t] > 1.5;
    }

    /** a_j; the posterior still holds the votes by class. */
    private void compareLabelers() {
      double[] equal = new double[agreement.length];
      double[] compared = new double[agreement.length];
      double equalOfAll = 0;
      double comparedOfAll = 0;
      for (int j = 0; j < agreement.length; j++) {
        for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
          int t = answers.taskOf(q);
          double weight = votes.weight(answers.positionOf(q));
          double same = posterior[t * classes + answers.labelOf(q)] - weight;
          double others = votesOf[t] - weight;
          if (votes.known(t) >= 0) {
            same += votes.known(t) == answers.labelOf(q) ? 1 : 0;
            others++;
          }
          equal[j] += weight * Math.max(0, same);
          compared[j] += weight * Math.max(0, others);
        }
        equalOfAll += equal[j];
        comparedOfAll += compared[j];
      }
      double usual = comparedOfAll > 0 ? equalOfAll / comparedOfAll : 1;
      for (int j = 0; j < agreement.length; j++) {
        agreement[j] = compared[j] > 0 ? equal[j] / compared[j] : usual;
      }
    }

    void estimate() {
      measureLabels();
      classifierWeight = weighClassifier();
      double wrong = (1 - right) / Math.max(1, classes - 1);
      for (int t = 0; t < votes.tasks; t++) {
        mix(t, wrong);
        if (votes.known(t) >= 0) {
          votes.clamp(posterior, t);
        } else if (!Votes.normalise(posterior, t * classes, classes)) {
          System.arraycopy(votes.share, 0, posterior, t * classes, classes);
        }
      }
      chooseLabels();
    }

    /** p_L and e; they stay what they were where no task has two votes. */
    private void measureLabels() {
      double agreeing = 0;
      int shared = 0;
      int[] frequency = new int[classes];
      for (int t = 0; t < votes.tasks; t++) {
        if (!isShared(t)) {
          continue;
        }
        double same = 0;
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          same += answers.labelAt(p) == label[t] ? votes.weight(p) : 0;
        }
        agreeing += same / votesOf[t];
        frequency[label[t]]++;
        shared++;
      }
      if (shared == 0) {
        return;
      }
      int commonest = 0;
      for (int count : frequency) {
        commonest = Math.max(commonest, count);
      }
      right = Math.max(agreeing / shared, 1.0 / classes);
      commonestError = Math.max(MIN_ERROR, 1 - commonest / (double) shared);
    }

    private double weighClassifier() {
      double wrong = 0;
      double all = 0;
      int shared = 0;
      boolean any = false;
      for (int t = 0; t < votes.tasks; t++) {
        double[] prior = votes.prior(t);
        all += votesOf[t];
        any |= prior != null;
        if (prior != null && isShared(t)) {
          shared++;
          wrong += argmax(prior) == label[t] ? 0 : 1;
        }
      }
      if (!any) {
        return 0;
      }
      double error = shared > 0 ? wrong / shared : 0;
      return weight(error) * Math.sqrt(all / votes.tasks);
    }

    private static int argmax(double[] values) {
      int best = 0;
      for (int k = 1; k < values.length; k++) {
        best = values[k] > values[best] ? k : best;
      }
      return best;
    }

    private double weight(double error) {
      return Math.max(MIN_WEIGHT, 1 - error / commonestError);
    }

    private void mix(int t, double wrong) {
      int row = t * classes;
      double[] prior = votes.prior(t);
      for (int k = 0; k < classes; k++) {
        posterior[row + k] = prior == null ? 0 : classifierWeight * prior[k];
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double weight = votes.weight(p) * weight(1 - agreement[answers.labelerAt(p)]);
        for (int k = 0; k < classes; k++) {
          posterior[row + k] += weight * (answers.labelAt(p) == k ? right : wrong);
        }
      }
    }
  }
}
