package io.assay.payout.economics;

import java.util.Map;
import java.util.Set;

/**
 * Who speaks for whom. Labelers of one group (a person, a suspected cluster, a bloc) have one voice
 * between them, so that nobody is the peer of their own; whoever is in no group has one alone.
 *
 * @param groups the group of a labeler, by names
 * @param ignored labelers whose answers are nobody's measure and earn no bonus
 */
public record Voices(Map<String, String> groups, Set<String> ignored) {
  public static final Voices ALONE = new Voices(Map.of(), Set.of());

  public Voices {
    groups = Map.copyOf(groups);
    ignored = Set.copyOf(ignored);
  }
}
