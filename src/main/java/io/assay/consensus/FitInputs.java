package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.QuantisedPrior;
import io.assay.dataset.Dataset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Puts together what a fit is made from: answers, known labels, whose votes count, the prior. */
@ApplicationScoped
class FitInputs {
  private final Instance<PriorSource> priors;
  private final Weights weights;

  FitInputs(Instance<PriorSource> priors, Weights weights) {
    this.priors = priors;
    this.weights = weights;
  }

  /**
   * The input of a fit.
   *
   * @param labelers whose answers decide nothing, beside those who are ignored anyway
   * @param kept whether the fit will be kept
   */
  FitInput of(Dataset dataset, ConsensusStore.Loaded loaded, Set<String> labelers, boolean kept) {
    Exclusions exclusions = weights.find(dataset.id, loaded, labelers);
    PriorSource.Lent lent = PriorSource.Lent.nothing();
    Answers labelled = withKnownLabels(loaded, loaded.answers());
    if (dataset.labelSchema.isCategorical()) {
      Answers unsuggested = loaded.unsuggested().labelsWith(new TreeSet<>(labelled.labelNames()));
      for (PriorSource source : priors) {
        lent =
            source.find(
                new PriorSource.Crowd(dataset.id, unsuggested, loaded.gold(), exclusions, kept));
      }
    }
    if (!lent.isLent()) {
      return new FitInput(
          loaded.answers(), loaded.gold(), PriorSource.Lent.nothing().prior(), exclusions);
    }
    return new FitInput(
        loaded.answers(),
        loaded.gold(),
        QuantisedPrior.of(labelled, lent.prior()),
        exclusions.ignoring(lent.echoes()),
        lent);
  }

  /** Over the labels of the fit: those answered and those known. */
  private static Answers withKnownLabels(ConsensusStore.Loaded loaded, Answers answers) {
    Set<String> known = new HashSet<>();
    loaded
        .gold()
        .forEach(
            (item, label) -> {
              if (answers.taskIndex(item) >= 0) {
                known.add(label);
              }
            });
    return answers.labelsWith(known);
  }
}
