package io.assay.fraud;

import java.util.Locale;
import java.util.Set;

/** Kinds of evidence that fail independently: a ban rests on two of them. */
public enum EvidenceFamily {
  IDENTITY,
  CONTENT,
  NETWORK,
  DEVICE,
  MONEY,
  TIME,
  AUTOMATION,
  QUALITY;

  /** The family of a flag's kind; a kind that is named like its family is of that family. */
  public static EvidenceFamily ofKind(String kind) {
    return switch (kind) {
      case "COPYING", "GROUP_COPYING" -> CONTENT;
      case "SAME_WALLET", "SAME_BROWSER", "SAME_CREDENTIAL" -> IDENTITY;
      case "SAME_NETWORK", "LINKAGE", "SHARED_EVIDENCE" -> NETWORK;
      case "SAME_DEVICE" -> DEVICE;
      case "MONEY_FLOW", "COMMON_FUNDER" -> MONEY;
      case "SYNCHRONY", "RELAY", "REGISTRATION_BURST", "TIMING" -> TIME;
      case "MODEL_ANSWERS", "LLM_COPYING" -> AUTOMATION;
      case "LOW_EFFORT" -> QUALITY;
      default -> byName(kind);
    };
  }

  private static EvidenceFamily byName(String kind) {
    for (EvidenceFamily family : values()) {
      if (kind.toUpperCase(Locale.ROOT).contains(family.name())) {
        return family;
      }
    }
    return QUALITY; // Unknown kinds never count towards the two families that a ban rests on.
  }

  /**
   * Whether evidence of these families may carry a ban: two, one of them of identity or content.
   */
  public static boolean carryBan(Set<EvidenceFamily> families) {
    long counted = families.stream().filter(family -> family != QUALITY).count();
    return counted >= 2 && (families.contains(IDENTITY) || families.contains(CONTENT));
  }
}
