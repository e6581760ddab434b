package io.assay.consensus.classification;

/**
 * Port: answers that are somewhere, in one place or spread over many, and can be passed over. The
 * sums come out in the same bits each time.
 */
public interface ConfusionPasses {
  /** Returns the number of labelers, which are rows of the tables. */
  int labelers();

  /** Returns the number of classes K. */
  int classes();

  /** Returns the number of tasks. */
  long tasks();

  /** The sums of a pass in which the share of the votes stands for the posterior. */
  ConfusionSums start();

  /** The sums of one pass. */
  ConfusionSums run(ConfusionParameters parameters);
}
