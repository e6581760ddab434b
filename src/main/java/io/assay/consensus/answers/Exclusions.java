package io.assay.consensus.answers;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Port: the labelers whose votes count less than the votes of others. */
public interface Exclusions {
  /** Whether the answers of this labeler decide nothing. */
  boolean ignores(String labeler);

  /** The group whose answers to one task count as one vote together. */
  Optional<String> findGroup(String labeler);

  /** The same, with these labelers ignored as well. */
  default Exclusions ignoring(Set<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Exclusions given = this;
    Set<String> out = Set.copyOf(more);
    return new Exclusions() {
      @Override
      public boolean ignores(String labeler) {
        return out.contains(labeler) || given.ignores(labeler);
      }

      @Override
      public Optional<String> findGroup(String labeler) {
        return given.findGroup(labeler);
      }
    };
  }

  /** Every vote counts. */
  static Exclusions none() {
    return of(Set.of(), Map.of());
  }

  /**
   * Some labelers ignored, some in groups.
   *
   * @param groups the group of each labeler that is in one
   */
  static Exclusions of(Set<String> ignored, Map<String, String> groups) {
    Set<String> out = Set.copyOf(ignored);
    Map<String, String> together = Map.copyOf(groups);
    return new Exclusions() {
      @Override
      public boolean ignores(String labeler) {
        return out.contains(labeler);
      }

      @Override
      public Optional<String> findGroup(String labeler) {
        return Optional.ofNullable(together.get(labeler));
      }
    };
  }
}
