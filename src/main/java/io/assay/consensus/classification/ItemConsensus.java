package io.assay.consensus.classification;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The label of one item from its answers and what a fit has learned of the labelers.
 *
 * @param label the most probable one
 * @param confidence its probability
 * @param posterior the probability of every class
 * @param difficulty the probability that another skilled labeler would not give the label
 * @param disagreement share of the answers that differ from the label
 */
public record ItemConsensus(
    String label,
    double confidence,
    SortedMap<String, Double> posterior,
    double difficulty,
    double disagreement) {
  private static final double MIN_PRIOR = 1e-6;

  /**
   * One expectation step, log T_k = b (log π_k + sum over labelers of log θ_j(l_j|k)) - log Z with
   * b the inverse temperature, with the {@link VoteShare} of the answers mixed in.
   *
   * @param answers the label by labeler; not empty
   * @param gold the known label if there is one
   */
  public static ItemConsensus estimate(
      Confusions fitted, SortedMap<String, String> answers, Optional<String> gold) {
    return estimate(fitted, answers, gold, new TreeMap<>());
  }

  /**
   * The same with what is known of the item beforehand in place of the shares of the classes.
   *
   * @param prior by label, as the fit was lent it; empty without one
   */
  public static ItemConsensus estimate(
      Confusions fitted,
      SortedMap<String, String> answers,
      Optional<String> gold,
      SortedMap<String, Double> prior) {
    Confusions known = fitted.widen(answers.values());
    double[] before = before(known, prior);
    double[] votes = votes(known, answers, before);
    TreeMap<String, Double> posterior = new TreeMap<>();
    if (gold.isPresent()) {
      fitted.labels().forEach(label -> posterior.put(label, 0.0));
      posterior.put(gold.get(), 1.0);
      int place = Collections.binarySearch(known.labels(), gold.get());
      return of(gold.get(), 1, posterior, place < 0 ? 0 : votes[place], answers);
    }
    double[] joint = tempered(known, answers, before);
    int best = 0;
    for (int k = 0; k < joint.length; k++) {
      joint[k] = Consensus.quantise(Calibrator.mix(joint[k], votes[k]));
      posterior.put(known.labels().get(k), joint[k]);
      if (joint[k] > joint[best]) {
        best = k;
      }
    }
    return of(known.labels().get(best), joint[best], posterior, votes[best], answers);
  }

  /**
   * The same with its probabilities raised to a power, as gold calibrated those of the fit.
   *
   * @param exponent above 0; 1 changes nothing
   */
  public ItemConsensus raise(double exponent) {
    if (exponent == 1) {
      return this;
    }
    double[] raised = new double[posterior.size()];
    int k = 0;
    for (double probability : posterior.values()) {
      raised[k++] = StrictMath.pow(probability, exponent);
    }
    Votes.normalise(raised, 0, raised.length);
    TreeMap<String, Double> again = new TreeMap<>();
    k = 0;
    for (String name : posterior.keySet()) {
      again.put(name, Consensus.quantise(raised[k++]));
    }
    double raisedConfidence = again.getOrDefault(label, confidence);
    return new ItemConsensus(label, raisedConfidence, again, difficulty, disagreement);
  }

  private static ItemConsensus of(
      String label,
      double confidence,
      SortedMap<String, Double> posterior,
      double vote,
      SortedMap<String, String> answers) {
    long differing = answers.values().stream().filter(answer -> !answer.equals(label)).count();
    double disagreement = (double) differing / Math.max(1, answers.size());
    return new ItemConsensus(
        label,
        confidence,
        posterior,
        Consensus.quantise(1 - vote),
        Consensus.quantise(disagreement));
  }

  /** The prior over the labels of the fit; the shares of the classes where it is over others. */
  private static double[] before(Confusions known, SortedMap<String, Double> prior) {
    double[] before = known.share();
    if (known.labels().equals(List.copyOf(prior.keySet()))) {
      int k = 0;
      for (double probability : prior.values()) {
        before[k++] = Math.max(MIN_PRIOR, probability);
      }
      Votes.normalise(before, 0, before.length);
    }
    return before;
  }

  private static double[] votes(
      Confusions known, SortedMap<String, String> answers, double[] before) {
    double[] votes = before.clone();
    double doubt = VoteShare.doubt(VoteShare.skill(known.usualAccuracy(), votes.length));
    for (int k = 0; k < votes.length; k++) {
      votes[k] *= doubt;
    }
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      int label = Collections.binarySearch(known.labels(), answer.getValue());
      votes[label] += VoteShare.skill(known.accuracy(answer.getKey()), votes.length);
    }
    Votes.normalise(votes, 0, votes.length);
    return votes;
  }

  private static double[] tempered(
      Confusions known, SortedMap<String, String> answers, double[] before) {
    double[] joint = before.clone();
    for (int k = 0; k < joint.length; k++) {
      joint[k] = StrictMath.log(joint[k]);
    }
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      int label = Collections.binarySearch(known.labels(), answer.getValue());
      for (int k = 0; k < joint.length; k++) {
        joint[k] += StrictMath.log(known.given(answer.getKey(), label, k));
      }
    }
    for (int k = 0; k < joint.length; k++) {
      joint[k] *= known.inverseTemperature();
    }
    Votes.softmax(joint, 0, joint.length);
    return joint;
  }
}
