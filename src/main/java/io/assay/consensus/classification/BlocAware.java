package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.blocs.Bloc;
import io.assay.consensus.blocs.BlocSearch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The default: another method over answers in which every bloc counts as one vote.
 *
 * <p>A bloc is collapsed rather than left out: whoever copies one decent labeler still brings that
 * labeler's answer, and where the search is wrong a vote of many is lost, not many votes.
 */
final class BlocAware implements Aggregator {
  static final String NAME = "assay";

  private final Aggregator within;

  /** Counts blocs once, and leaves the rest to a method. */
  BlocAware(Aggregator within) {
    this.within = within;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Consensus aggregate(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    List<Bloc> blocs = BlocSearch.find(answers, gold, exclusions);
    return within.aggregate(answers, gold, prior, collapse(blocs, exclusions));
  }

  /** The exclusions, and beside them every decided bloc as a group. */
  static Exclusions collapse(List<Bloc> blocs, Exclusions given) {
    Map<String, String> groups = new HashMap<>();
    for (int b = 0; b < blocs.size(); b++) {
      if (blocs.get(b).decided()) {
        for (String member : blocs.get(b).members()) {
          groups.put(member, "bloc " + (b + 1));
        }
      }
    }
    if (groups.isEmpty()) {
      return given;
    }
    return new Exclusions() {
      @Override
      public boolean ignores(String labeler) {
        return given.ignores(labeler);
      }

      @Override
      public Optional<String> findGroup(String labeler) {
        return given.findGroup(labeler).or(() -> Optional.ofNullable(groups.get(labeler)));
      }
    };
  }
}
