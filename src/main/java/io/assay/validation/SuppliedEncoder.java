package io.assay.validation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that a requester brought.
 *
 * @param kind what it reads: {@code text} or {@code image}
 * @param input the shape of what it is fed
 * @param dimension how many features it gives
 * @param problem slug of what is wrong with it, null where nothing is known to be
 * @param reason the same in words
 */
public record SuppliedEncoder(
    UUID id,
    String sha256,
    long size,
    String kind,
    String input,
    int dimension,
    State state,
    @Nullable String problem,
    @Nullable String reason) {
  /** Whether it can be used. */
  public enum State {
    /** It has not encoded anything yet. */
    CHECKING,
    READY,
    FAILED
  }
}
