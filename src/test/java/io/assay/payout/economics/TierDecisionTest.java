package io.assay.payout.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence opens tiers; and what an honest labeler waits for. */
class TierDecisionTest {
  private static final BigInteger TOKEN = BigInteger.valueOf(1_000_000);
  private static final TierPolicy POLICY = TierPolicy.shipped(TOKEN);

  private static TierEvidence evidence(long age, long probes, double posterior, long answers) {
    return new TierEvidence(
        age,
        false,
        probes,
        posterior,
        false,
        false,
        answers,
        age,
        null,
        BigInteger.ZERO,
        age,
        false);
  }

  private static int tier(TierEvidence evidence) {
    return TierDecision.of(evidence, POLICY).tier();
  }

  @Test
  void nothing_isTierZero_ageAndProbesAreTierOne() {
    assertThat(tier(TierEvidence.NONE)).isZero();
    assertThat(tier(evidence(30, 39, 0, 500))).isZero();
    assertThat(tier(evidence(29, 40, 0, 500))).isZero();
    assertThat(tier(evidence(30, 40, 0.21, 500))).isZero();
    assertThat(tier(evidence(30, 40, 0.2, 500))).isEqualTo(1);
  }

  @Test
  void patience_isTierTwo_butProofNeedsProbesToo() {
    assertThat(tier(evidence(45, 40, 0, 1000))).isEqualTo(2);
    assertThat(tier(evidence(44, 40, 0, 1000))).isEqualTo(1);
    assertThat(tier(proof(0, BigInteger.ZERO, false))).isZero();
    assertThat(tier(proof(40, BigInteger.ZERO, false))).isEqualTo(2);
  }

  @Test
  void stakeOrReview_isTierThree_vouchedTooWithoutMore() {
    assertThat(tier(proof(40, TOKEN.multiply(BigInteger.valueOf(150)), false))).isEqualTo(3);
    assertThat(tier(proof(40, BigInteger.ZERO, true))).isEqualTo(3);
    assertThat(
            tier(
                new TierEvidence(
                    0, false, 0, 1, false, true, 0, 0, null, BigInteger.ZERO, 0, false)))
        .isEqualTo(3);
  }

  private static TierEvidence proof(long probes, BigInteger stake, boolean reviewed) {
    return new TierEvidence(
        90, false, probes, 0.5, true, false, 5000, 90, 3.0, stake, 90, reviewed);
  }

  @Test
  void honestLabelers_arePaid() {
    List<HonestLabeler.Payday> table = HonestLabeler.table(POLICY, BigInteger.valueOf(19_000), 100);
    for (HonestLabeler.Payday one : table) {
      assertThat(one.firstPayoutDay()).as(one.who()).isBetween(1, 30);
    }
    assertThat(table.get(0).share90()).isGreaterThan(0.6);
    assertThat(table.get(1).share90()).isGreaterThan(0.9);
    assertThat(table.get(3).share90()).isGreaterThan(0.9);
  }
}
