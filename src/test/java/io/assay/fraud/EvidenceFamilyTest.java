package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceFamilyTest {
  @Test
  void ban_takesTwoFamilies_oneOfIdentityOrContent() {
    for (int bits = 0; bits < 1 << EvidenceFamily.values().length; bits++) {
      Set<EvidenceFamily> families = EnumSet.noneOf(EvidenceFamily.class);
      int place = 0;
      for (EvidenceFamily family : EvidenceFamily.values()) {
        if ((bits >> place++ & 1) == 1) {
          families.add(family);
        }
      }
      Set<EvidenceFamily> counted = EnumSet.noneOf(EvidenceFamily.class);
      counted.addAll(families);
      counted.remove(EvidenceFamily.QUALITY);
      boolean strong =
          families.contains(EvidenceFamily.IDENTITY) || families.contains(EvidenceFamily.CONTENT);
      assertThat(EvidenceFamily.carryBan(families)).isEqualTo(strong && counted.size() >= 2);
    }
  }

  @Test
  void kinds_haveTheirFamily_unknownOnesCarryNothing() {
    assertThat(EvidenceFamily.ofKind("COPYING")).isEqualTo(EvidenceFamily.CONTENT);
    assertThat(EvidenceFamily.ofKind("SAME_WALLET")).isEqualTo(EvidenceFamily.IDENTITY);
    assertThat(EvidenceFamily.ofKind("SHARED_DEVICE")).isEqualTo(EvidenceFamily.DEVICE);
    assertThat(EvidenceFamily.ofKind("SOMETHING_NEW")).isEqualTo(EvidenceFamily.QUALITY);
  }
}
