package io.assay.consensus.text;

import io.assay.consensus.classification.BetaDistribution;
import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The answer closest to all answers, labelers weighed by how close theirs usually are.
 *
 * <p>The text of item i is the answer k with the least sum over j of w_j d(k, j), d the normalised
 * Levenshtein distance over code points; w_j = 1 / e_j with e_j the mean distance of labeler j to
 * the text the others alone would have given, drawn to that of all. Both are found in turn. The
 * confidence is 1 - d averaged over the answers by weight, a usual labeler counting as one more.
 *
 * <p>Source: Li, Fukumoto (2019), A dataset of crowdsourced word sequences: collections and answer
 * aggregation for ground truth creation (RASA); Li (2020), Crowdsourced text sequence aggregation
 * based on hybrid reliability and representation.
 */
public final class WeightedMedoid {
  /** Estimates from answers in any order, at most one a labeler and item. */
  public TextConsensus estimate(Collection<TextAnswer> answers) {
    TextTable table = new TextTable(answers);
    MedoidIterations medoids = new MedoidIterations(table);
    List<TextEstimate> items = new ArrayList<>();
    for (int i = 0; i < table.items.size(); i++) {
      String text = table.groups.get(i).get(medoids.medoid(i)).text();
      double confidence = Consensus.quantise(medoids.confidence(i));
      items.add(
          new TextEstimate(
              table.items.get(i), text, List.of(), confidence, text, table.answers(i)));
    }
    List<TextReliability> labelers = new ArrayList<>();
    for (int j = 0; j < table.labelers.size(); j++) {
      labelers.add(reliability(table, j, 1 - medoids.error(j), medoids.checked(j)));
    }
    return new TextConsensus(items, labelers);
  }

  /**
   * The reliability of a labeler.
   *
   * @param checked answers that something else could contradict
   */
  static TextReliability reliability(TextTable table, int j, double accuracy, int checked) {
    // Words of one text are right or wrong together: what counts for the spread are the texts.
    double mean = Math.min(1 - 1e-6, Math.max(1e-6, accuracy));
    BetaDistribution beta = BetaDistribution.of(mean, mean * (1 - mean) / (checked + 3));
    return new TextReliability(
        table.labelers.get(j),
        table.answersOf(j),
        Consensus.quantise(mean),
        Consensus.quantise(Math.min(mean, beta.quantile(0.025))),
        Consensus.quantise(Math.max(mean, beta.quantile(0.975))));
  }
}
