package io.assay.fraud.clusters;

import java.util.Optional;
import java.util.SortedSet;

/** Port: the group copy e-value (D2) of a nominated set, measured on answers kept apart for it. */
public interface GroupTest {
  /** For platforms that measure pairs alone. */
  GroupTest NONE = members -> Optional.empty();

  /**
   * What the test says.
   *
   * @param logEValue ln E_G in nats
   * @param members those it speaks of: nominated, and borne out by earlier answers
   */
  record Outcome(double logEValue, SortedSet<String> members) {}

  /** Measures a set; empty where it has too few answers in common. */
  Optional<Outcome> measure(SortedSet<String> members);
}
