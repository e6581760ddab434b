package io.assay.fraud;

import io.assay.fraud.linkage.EvidenceFamily;
import java.util.Set;

/** What a ban rests on: families of evidence that fail independently. */
public final class BanGrounds {
  private BanGrounds() {}

  /** The family of a flag's kind; other kinds never count towards the two that a ban rests on. */
  public static EvidenceFamily familyOf(String kind) {
    return switch (kind) {
      case "COPYING", "GROUP_COPYING" -> EvidenceFamily.CONTENT;
      case "SAME_WALLET", "SAME_BROWSER" -> EvidenceFamily.IDENTITY;
      case "AUTOMATION" -> EvidenceFamily.AUTOMATION;
      default -> EvidenceFamily.QUALITY;
    };
  }

  /**
   * Whether evidence of these families may carry a ban: two, one of them of identity or content.
   */
  public static boolean suffice(Set<EvidenceFamily> families) {
    long counted = families.stream().filter(family -> family != EvidenceFamily.QUALITY).count();
    return counted >= 2
        && (families.contains(EvidenceFamily.IDENTITY)
            || families.contains(EvidenceFamily.CONTENT));
  }
}
