package io.assay.consensus.classification;

import java.util.List;
import java.util.Map;

/** Disputes between blocs of labelers that only somebody outside of both can decide. */
public final class Disputes {
  private Disputes() {}

  /** At most ten items whose true labels would decide a dispute; none where there is none. */
  public static List<String> questions(Answers answers, Map<String, String> gold) {
    return List.of();
  }
}
