package io.assay.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.fraud.review.Kappa.Rated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KappaTest {
  private static List<Rated> table(int both, int firstOnly, int secondOnly, int neither) {
    List<Rated> cases = new ArrayList<>();
    cases.addAll(Collections.nCopies(both, new Rated(true, true)));
    cases.addAll(Collections.nCopies(firstOnly, new Rated(true, false)));
    cases.addAll(Collections.nCopies(secondOnly, new Rated(false, true)));
    cases.addAll(Collections.nCopies(neither, new Rated(false, false)));
    return cases;
  }

  @Test
  void textbookTable_givesItsKappa() {
    // p_o = 35 / 50, p_e = 0.5 * 0.6 + 0.5 * 0.4.
    assertThat(Kappa.of(table(20, 5, 10, 15)).orElseThrow()).isEqualTo(0.4, within(1e-12));
  }

  @Test
  void agreement_isOne_chanceIsZero_oppositionIsBelow() {
    assertThat(Kappa.of(table(3, 0, 0, 4)).orElseThrow()).isEqualTo(1, within(1e-12));
    assertThat(Kappa.of(table(4, 4, 4, 4)).orElseThrow()).isEqualTo(0, within(1e-12));
    assertThat(Kappa.of(table(0, 5, 5, 0)).orElseThrow()).isEqualTo(-1, within(1e-12));
  }

  @Test
  void nothingToTell_givesNone() {
    assertThat(Kappa.of(List.of())).isEmpty();
    assertThat(Kappa.of(table(7, 0, 0, 0))).isEmpty();
    assertThat(Kappa.of(table(0, 0, 0, 7))).isEmpty();
  }
}
