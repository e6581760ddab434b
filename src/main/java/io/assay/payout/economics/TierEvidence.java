package io.assay.payout.economics;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for one account.
 *
 * @param phone whether the issuer says that a phone number is behind it
 * @param probes answers to items that many labelers get, gold included
 * @param foreignPosterior largest posterior of a suspected cluster that reaches beyond the person
 * @param proof whether there is a unique proof of personhood
 * @param vouched whether an issuer that knows its people vouches for it
 * @param answerDays days between its first and last answer
 * @param groupLogEValue largest ln E of a group it was tested in; null: in none
 * @param cleanDays days since it began or was last held
 * @param reviewed whether a reviewer looked at it and opened tier 3
 */
public record TierEvidence(
    long accountDays,
    boolean phone,
    long probes,
    double foreignPosterior,
    boolean proof,
    boolean vouched,
    long answers,
    long answerDays,
    @Nullable Double groupLogEValue,
    BigInteger stakeBaseUnits,
    long cleanDays,
    boolean reviewed) {
  /** Of an account nobody knows anything about. */
  public static final TierEvidence NONE =
      new TierEvidence(0, false, 0, 0, false, false, 0, 0, null, BigInteger.ZERO, 0, false);
}
