package io.assay.task;

import java.util.Optional;
import java.util.UUID;

/** Port: what a model takes an item for, from whoever has such models. */
public interface SuggestionSource {
  /**
   * The suggestion for the item of an assignment, by a model that has not learned from this item;
   * none for gold and probes, and where no model has earned its place.
   */
  Optional<Suggestion> find(UUID assignmentId);
}
