package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.QuantisedPrior;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What a fit keeps of an item beside its estimate. */
final class FitDetails {
  private final ConsensusStore.Loaded loaded;
  private final FitInput input;
  private final Answers answers;
  private final Optional<double[]> validity;

  FitDetails(ConsensusStore.Loaded loaded, FitInput input, Estimate fit) {
    this.loaded = loaded;
    this.input = input;
    this.answers = fit.answers();
    this.validity = fit.validity(input);
  }

  /** The prior of a task by label. */
  Optional<SortedMap<String, Double>> prior(int t) {
    return input.prior() instanceof QuantisedPrior prior
        ? prior.findRow(answers.task(t))
        : Optional.empty();
  }

  /** How likely each answer to a task is true by what the others say, by labeler. */
  Optional<SortedMap<UUID, Double>> validity(int t) {
    return validity.map(
        of -> {
          TreeMap<UUID, Double> byLabeler = new TreeMap<>();
          for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
            UUID labeler = loaded.labelerIds().get(answers.labeler(answers.labelerAt(p)));
            if (labeler != null) {
              byLabeler.put(labeler, of[p]);
            }
          }
          return byLabeler;
        });
  }
}
