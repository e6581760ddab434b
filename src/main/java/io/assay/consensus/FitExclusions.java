package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whose answers a fit did not count, or counted as one, among those who answered.
 *
 * @param ignored labelers by pseudonym, echoes of the model among them
 * @param groups the group of each labeler that is in one and not ignored
 */
record FitExclusions(SortedSet<String> ignored, SortedMap<String, String> groups) {
  static FitExclusions of(FitInput input) {
    TreeSet<String> ignored = new TreeSet<>();
    TreeMap<String, String> groups = new TreeMap<>();
    Answers answers = input.answers();
    for (int j = 0; j < answers.labelers(); j++) {
      String labeler = answers.labeler(j);
      if (input.exclusions().ignores(labeler)) {
        ignored.add(labeler);
      } else {
        input.exclusions().findGroup(labeler).ifPresent(group -> groups.put(labeler, group));
      }
    }
    return new FitExclusions(ignored, groups);
  }
}
