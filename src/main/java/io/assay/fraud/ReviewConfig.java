package io.assay.fraud;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How cases are decided. */
@ConfigMapping(prefix = "assay.review")
public interface ReviewConfig {
  /** Days in which a labeler may appeal, and in which the appeal is answered. */
  @WithDefault("14")
  int appealDays();

  /** Hours until a reviewer must have looked at a case. */
  @WithDefault("72")
  int firstLookHours();

  /** The same where the risk is urgent. */
  @WithDefault("24")
  int urgentLookHours();

  /** The risk from which a case is urgent. */
  @WithDefault("0.95")
  double urgentRisk();

  /** Added to restored pay, in percent, rounded down to the base unit. */
  @WithDefault("2")
  int goodwillPercent();

  /** The posterior from which the members of a suspected cluster vote as one. */
  @WithDefault("0.2")
  double suspectedPosterior();

  /** Share of cases of known truth among all, planted and innocent ones together. */
  @WithDefault("0.1")
  double sampleShare();

  /** What tells these settings from others: written beside every action. */
  default String version() {
    String text =
        String.format(
            Locale.ROOT,
            "appealDays=%d firstLookHours=%d urgentLookHours=%d urgentRisk=%s goodwillPercent=%d"
                + " suspectedPosterior=%s sampleShare=%s",
            appealDays(),
            firstLookHours(),
            urgentLookHours(),
            urgentRisk(),
            goodwillPercent(),
            suspectedPosterior(),
            sampleShare());
    return LogChain.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
