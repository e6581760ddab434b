package io.assay.fraud;

import io.assay.fraud.clusters.SuspectCluster;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import java.util.List;

/** What makes payouts wait before people have looked, and what the labeler reads of it. */
final class HoldGrounds {
  /** P(false hold) per monitored hypothesis set, by Ville's inequality and Bonferroni. */
  private static final double ERROR_RATE = 0.01;

  /** Groups monitored at a time, at most. */
  private static final double GROUPS = 1_000;

  /** Accounts that may share one browser or wallet before that alone has payouts wait. */
  private static final int HOUSEHOLD = 4;

  private HoldGrounds() {}

  /** Whether D2 is over its threshold for all groups monitored. */
  static boolean isOneSheet(SuspectCluster cluster) {
    return cluster.logEValue().orElse(0) >= StrictMath.log(GROUPS / ERROR_RATE);
  }

  /** Whether what speaks against the member is D0, D1 or D2 over its own threshold. */
  static boolean isProved(String labeler, SuspectCluster cluster, int persons) {
    double pairs = Math.max(1, persons * (persons - 1.0) / 2);
    double pairThreshold = StrictMath.log(pairs / ERROR_RATE);
    if (cluster.copiers().contains(labeler) && isOneSheet(cluster)) {
      return true;
    }
    int identities = 0;
    for (Link edge : cluster.edges()) {
      boolean own = edge.a().equals(labeler) || edge.b().equals(labeler);
      if (own && edge.family() == EvidenceFamily.CONTENT && edge.nats() >= pairThreshold) {
        return true;
      }
      identities += own && edge.family() == EvidenceFamily.IDENTITY ? 1 : 0;
    }
    return identities >= HOUSEHOLD;
  }

  /** What the labeler reads: kinds of evidence, no thresholds. */
  static String reason(List<EvidenceFamily> families) {
    String kinds =
        families.stream()
            .map(HoldGrounds::inWords)
            .distinct()
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    return "Payouts wait until people have looked: " + kinds + ".";
  }

  private static String inWords(EvidenceFamily family) {
    return switch (family) {
      case CONTENT -> "answers shared with other accounts";
      case IDENTITY -> "a wallet or browser shared with other accounts";
      case NETWORK -> "a network shared with other accounts";
      case DEVICE -> "a device like that of other accounts";
      case MONEY -> "money from or to the same place as other accounts";
      case TIME -> "work timed like that of other accounts";
      case AUTOMATION -> "answers of a machine";
      case QUALITY -> "little care";
    };
  }
}
