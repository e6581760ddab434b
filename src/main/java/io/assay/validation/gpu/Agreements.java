package io.assay.validation.gpu;

import java.util.List;

/**
 * The pairs a rule holds for, by their first and second labeler; none where there are more than
 * there is room for.
 *
 * @param found how many pairs there are
 * @param pairs all of them, or none
 */
public record Agreements(long found, List<AgreementPair> pairs) {
  public Agreements {
    pairs = List.copyOf(pairs);
  }

  /** Whether there was room for all pairs. */
  public boolean complete() {
    return found == pairs.size();
  }
}
