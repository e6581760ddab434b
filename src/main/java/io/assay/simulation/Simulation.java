package io.assay.simulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A demo crowd at work, or what became of it.
 *
 * @param labelers accounts in all, those of the farm included
 * @param accuracy share of right labels in the export, null before it
 */
public record Simulation(
    UUID id,
    State state,
    String message,
    @Nullable UUID datasetId,
    long submissions,
    int labelers,
    int farm,
    int cases,
    @Nullable Double accuracy) {
  /** How far it is. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }
}
