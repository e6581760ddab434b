package io.assay.platform;

import java.util.List;

/**
 * A consumer of one topic of the outbox. Each handler has its own position; a batch is handled in
 * one transaction together with the move of the position, so that effects in the database happen
 * once. Effects outside of it happen at least once.
 */
public interface OutboxHandler {
  /** The name under which the position is kept; stays the same for ever. */
  String name();

  String topic();

  /** Handles events in order; an exception rolls back and the batch comes again. */
  void handle(List<OutboxEvent> events);
}
