package io.assay.consensus;

import io.assay.consensus.classification.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Reliability;
import java.util.List;
import java.util.SortedMap;

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
}
