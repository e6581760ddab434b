package io.assay.consensus.classification;

import java.util.Collections;
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
 */
public record ItemConsensus(String label, double confidence, SortedMap<String, Double> posterior) {

  /**
   * One expectation step, log T_k = b (log π_k + sum over labelers of log θ_j(l_j|k)) - log Z with
   * b the inverse temperature, with the {@link VoteShare} of the answers mixed in.
   *
   * @param answers the label by labeler; not empty
   * @param gold the known label if there is one
   */
  public static ItemConsensus estimate(
      Confusions fitted, SortedMap<String, String> answers, Optional<String> gold) {
    TreeMap<String, Double> posterior = new TreeMap<>();
    if (gold.isPresent()) {
      fitted.labels().forEach(label -> posterior.put(label, 0.0));
      posterior.put(gold.get(), 1.0);
      return new ItemConsensus(gold.get(), 1, posterior);
    }
    Confusions known = fitted.widen(answers.values());
    double[] share = known.share();
    double[] joint = new double[share.length];
    double[] votes = new double[share.length];
    double doubt = VoteShare.doubt(VoteShare.skill(known.usualAccuracy(), share.length));
    for (int k = 0; k < joint.length; k++) {
      joint[k] = StrictMath.log(share[k]);
      votes[k] = doubt * share[k];
    }
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      int label = Collections.binarySearch(known.labels(), answer.getValue());
      votes[label] += VoteShare.skill(known.accuracy(answer.getKey()), share.length);
      for (int k = 0; k < joint.length; k++) {
        joint[k] += StrictMath.log(known.given(answer.getKey(), label, k));
      }
    }
    for (int k = 0; k < joint.length; k++) {
      joint[k] *= known.inverseTemperature();
    }
    Votes.softmax(joint, 0, joint.length);
    Votes.normalise(votes, 0, votes.length);
    for (int k = 0; k < joint.length; k++) {
      joint[k] = Calibrator.mix(joint[k], votes[k]);
    }
    int best = 0;
    for (int k = 0; k < joint.length; k++) {
      joint[k] = Consensus.quantise(joint[k]);
      posterior.put(known.labels().get(k), joint[k]);
      if (joint[k] > joint[best]) {
        best = k;
      }
    }
    return new ItemConsensus(known.labels().get(best), joint[best], posterior);
  }
}
