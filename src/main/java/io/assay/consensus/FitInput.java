package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.LabelPrior;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a fit is made from.
 *
 * @param gold known labels by item
 * @param prior in millionths, as it is kept with the fit
 * @param exclusions echoes of the model among them where it lends a prior
 * @param lent where the prior is from
 */
record FitInput(
    Answers answers,
    Map<String, String> gold,
    LabelPrior prior,
    Exclusions exclusions,
    PriorSource.Lent lent) {
  /** Without a model. */
  FitInput(Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    this(answers, gold, prior, exclusions, PriorSource.Lent.nothing());
  }

  /** An answer as its labeler wrote it, and how much of a vote it is, from 0 to 1. */
  record Vote(String item, String labeler, String label, double weight) {}

  @FunctionalInterface
  interface VoteReader {
    void read(Vote vote);
  }

  /**
   * Reads all answers by item. Those of ignored labelers weigh 0, those of a group to one item
   * weigh 1 together.
   */
  void forEach(VoteReader reader) {
    for (int t = 0; t < answers.tasks(); t++) {
      Map<String, Integer> together = new HashMap<>();
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        findGroup(p).ifPresent(group -> together.merge(group, 1, Integer::sum));
      }
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        String labeler = answers.labeler(answers.labelerAt(p));
        int size = findGroup(p).map(group -> together.getOrDefault(group, 1)).orElse(1);
        double weight = exclusions.ignores(labeler) ? 0 : 1.0 / size;
        reader.read(new Vote(answers.task(t), labeler, answers.label(answers.labelAt(p)), weight));
      }
    }
  }

  /** The group of who gave an answer; an ignored labeler is in none. */
  private Optional<String> findGroup(int position) {
    String labeler = answers.labeler(answers.labelerAt(position));
    return exclusions.ignores(labeler) ? Optional.empty() : exclusions.findGroup(labeler);
  }

  /** The number of answers of a labeler. */
  int answersOf(String labeler) {
    int j = answers.labelerIndex(labeler);
    return j < 0 ? 0 : answers.labelerEnd(j) - answers.labelerStart(j);
  }
}
