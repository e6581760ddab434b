package io.assay.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How tasks are leased. */
@ConfigMapping(prefix = "assay.task")
interface TaskConfig {
  /** Live leases a labeler may hold in one dataset: one answered, one prefetched, one in undo. */
  @WithDefault("3")
  int maxLeases();

  /** Whether an admin may lease a named item to a named labeler; replay and simulation need it. */
  @WithDefault("${assay.embedded.issuer:false}")
  boolean directedLeases();
}
