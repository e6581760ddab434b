package io.assay.dataset;

import io.assay.account.LabelerId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: how far the work on datasets is; implemented where tasks are kept. */
public interface DatasetCounts {
  /**
   * Counts of one dataset. {@code available} are the tasks the labeler asked about may still do, up
   * to 10,000.
   */
  record Counts(long items, long gold, long answers, long resolved, long available) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /** The counts of each dataset; one without items may be missing. */
  Map<UUID, Counts> of(Collection<UUID> datasetIds, @Nullable LabelerId labeler);
}
