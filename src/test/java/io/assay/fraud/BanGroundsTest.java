package io.assay.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.fraud.linkage.EvidenceFamily;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BanGroundsTest {
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
      assertThat(BanGrounds.suffice(families)).isEqualTo(strong && counted.size() >= 2);
    }
  }

  @Test
  void kinds_haveTheirFamily_unknownOnesCarryNothing() {
    assertThat(BanGrounds.familyOf("COPYING")).isEqualTo(EvidenceFamily.CONTENT);
    assertThat(BanGrounds.familyOf("SAME_WALLET")).isEqualTo(EvidenceFamily.IDENTITY);
    assertThat(BanGrounds.familyOf("AUTOMATION")).isEqualTo(EvidenceFamily.AUTOMATION);
    assertThat(BanGrounds.familyOf("SOMETHING_NEW")).isEqualTo(EvidenceFamily.QUALITY);
  }
}
