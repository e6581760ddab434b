package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Calibration;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Drift;
import io.assay.consensus.classification.GoldEvaluation;
import io.assay.consensus.classification.Reliability;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tribuo.provenance.ModelProvenance;

/** What a fit says of the items and the labelers of a dataset, of whatever kind its answers are. */
interface Estimate {
  /** Name of the method that estimated. */
  String method();

  /** What tells this run of the method from another. */
  SortedMap<String, String> parameters();

  /** The answers estimated from. */
  Answers answers();

  /** The label of a task, as its schema writes labels. */
  String label(int t);

  /** How probably the label is right, in [0, 1]; each kind says what right means. */
  double confidence(int t);

  /** The probability of the labels of a task that are told apart. */
  SortedMap<String, Double> posterior(int t);

  /** The labelers in the order of their names. */
  List<Reliability> reliabilities();

  /** What is known of the labelers by the labels as they are written. */
  Confusions confusions();

  /** The number of iterations; 0 where the method has none. */
  int iterations();

  /** The log likelihood in nats; 0 where the method has none. */
  double logLikelihood();

  /** How far the confidences can be trusted. */
  Calibration calibration();

  /** How probably another skilled labeler would not give the label of a task. */
  double difficulty(int t);

  /** The share of the answers to a task that differ from its label as it is written. */
  double disagreement(int t);

  /** How right the fit is on known labels foretold as if they were not; none without them. */
  Optional<GoldEvaluation> goldEvaluation();

  /**
   * How the accuracy of a labeler moves; none where it cannot be told.
   *
   * @param tasks the labeler answered, in the order of the answers
   */
  Optional<Drift> drift(String labeler, List<String> tasks);

  /**
   * How likely each answer is to be true by what all others say, by its position in the table by
   * task; none where answers are no classes, for which nothing says how one makes another likely.
   */
  default Optional<double[]> validity(FitInput input) {
    return Optional.empty();
  }

  /**
   * What the fit rests on in the words of Tribuo; none for methods that are none of its own.
   *
   * @param model names the model that lent a prior; empty without one
   */
  Optional<ModelProvenance> provenance(
      String answersHash, long lastSequence, Map<String, String> model, OffsetDateTime time);
}
