package io.assay.fraud;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** When accounts are grouped by evidence, and what follows without a person. */
@ConfigMapping(prefix = "assay.fraud.clusters")
interface ClusterConfig {
  /** How often it is looked whether evidence changed, or "off". A scan takes seconds at most. */
  @WithDefault("5s")
  String every();

  /** How often datasets with new answers are searched for blocs, or "off". */
  @WithDefault("30s")
  String blocsEvery();

  /** Whether payouts wait, reversibly, for people to look where the evidence is strong. */
  @WithDefault("true")
  boolean automaticHolds();

  /** Risk from which on a case is opened and payouts wait: below it, friction is enough. */
  @WithDefault("0.7")
  double holdRisk();

  /** Risk from which on a labeler gets more probes. */
  @WithDefault("0.3")
  double frictionRisk();

  /**
   * What ln of copy e-values is multiplied with; below 1 where the monthly check of pairs without
   * any link finds too many large ones.
   */
  @WithDefault("1")
  double contentTemper();

  /**
   * Addresses many strangers deal with by their nature: exchanges, bridges, faucets, paymasters.
   */
  Optional<List<String>> entities();
}
