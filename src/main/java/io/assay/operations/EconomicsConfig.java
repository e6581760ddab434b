package io.assay.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When farming is priced. */
@ConfigMapping(prefix = "assay.economics")
interface EconomicsConfig {
  /** Seconds, minutes, hours, day of month, month, day of week: at night, when nobody waits. */
  @WithDefault("0 30 2 * * ?")
  String cron();
}
