package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.LabelPrior;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Port: what may be known of the items of a dataset before anybody answers, such as from a model of
 * their content. Implemented where such models are trained; consensus alone decides what it trusts.
 */
public interface PriorSource {
  /**
   * What a prior may be learned from.
   *
   * @param answers by item key and labeler pseudonym, over all labels of the fit, without those
   *     given after the model had suggested one
   * @param gold known labels by item key
   * @param exclusions whose answers count less
   * @param kept whether what is learned is to be kept; otherwise only the fit is asked for
   */
  record Crowd(
      UUID datasetId,
      Answers answers,
      Map<String, String> gold,
      Exclusions exclusions,
      boolean kept) {}

  /**
   * A prior that has earned its place on answers held out, or none.
   *
   * @param echoes labelers whose answers are the model's: counted beside the prior they would have
   *     the model vote twice, so a fit with the prior does without them
   * @param modelVersion null where no prior is lent
   * @param modelHash names the predictions behind the prior; null where none is lent
   */
  record Lent(
      LabelPrior prior,
      SortedSet<String> echoes,
      @Nullable UUID modelVersion,
      @Nullable String modelHash) {
    public Lent {
      echoes = Collections.unmodifiableSortedSet(new TreeSet<>(echoes));
    }

    /** Nothing is lent. */
    public static Lent nothing() {
      return new Lent(LabelPrior.none(), new TreeSet<>(), null, null);
    }

    boolean isLent() {
      return modelHash != null;
    }
  }

  /** What the fit is lent. */
  Lent find(Crowd crowd);
}
