package io.assay.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How tasks are leased. */
@ConfigMapping(prefix = "assay.task")
interface TaskConfig {
  /** Live leases a labeler may hold in one dataset: one answered, one prefetched, one in undo. */
  @WithDefault("3")
  int maxLeases();

  /** Items a labeler may skip in a dataset before the share counts: everyone meets unclear ones. */
  @WithDefault("10")
  int freeSkips();

  /** Skips a labeler may add for each of their answers: more would be choosing one's items. */
  @WithDefault("0.1")
  double skipShare();

  /** Leases a labeler may let run out in a dataset in a day: waiting would be choosing too. */
  @WithDefault("30")
  int maxExpiredLeases();

  /** Accounts of a suspected cluster on one probe or gold item: enough to compare them. */
  @WithDefault("5")
  int maxClusterExposures();

  /** Of so many votes on an item one may come from tiers 0 and 1: a third, in whole votes. */
  @WithDefault("3")
  int lowTierOneIn();

  /**
   * Labelers of a higher tier who answered in a dataset within a day at which the bound above holds
   * in it: with fewer, a dataset of newcomers would wait for people who never come.
   */
  @WithDefault("10")
  int lowTierBoundedFrom();

  /** Minutes after which a probe leaves the pool, filled or not, so that the pool rotates. */
  @WithDefault("30")
  int probeRotationMinutes();

  /** Whether an admin may lease a named item to a named labeler; replay and simulation need it. */
  @WithDefault("${assay.embedded.issuer:false}")
  boolean directedLeases();
}
