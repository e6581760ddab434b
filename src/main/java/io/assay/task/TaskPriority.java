package io.assay.task;

import java.util.Map;
import java.util.UUID;

/** Port: which items of a dataset another answer should go to first, once each has some. */
public interface TaskPriority {
  /** The name under which a dataset chooses it. */
  String name();

  /** The priority of items by their ids, highest first; items left out come last. */
  Map<UUID, Double> priorities(UUID datasetId);
}
