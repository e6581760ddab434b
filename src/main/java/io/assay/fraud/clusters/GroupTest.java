package io.assay.fraud.clusters;

import java.util.OptionalDouble;
import java.util.SortedSet;

/** Port: the group copy e-value (D2) of a nominated set, measured on answers kept apart for it. */
public interface GroupTest {
  /** For platforms that measure pairs alone. */
  GroupTest NONE = members -> OptionalDouble.empty();

  /** ln E_G in nats; empty where the set has too few answers in common. */
  OptionalDouble logEValue(SortedSet<String> members);
}
