package io.assay.payout;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.assay.platform.TokenAmount;
import java.math.BigInteger;

/**
 * Two sums of an audit that must be the same, in base units.
 *
 * @param check what is compared
 * @param expected the sum on one side
 * @param found the sum on the other; below zero only in broken books
 * @param difference the differences of all labelers or datasets, each without its sign, so that two
 *     errors never cancel
 */
public record AuditLine(
    AuditCheck check,
    @JsonFormat(shape = JsonFormat.Shape.STRING) BigInteger expected,
    @JsonFormat(shape = JsonFormat.Shape.STRING) BigInteger found,
    TokenAmount difference) {
  boolean balanced() {
    return difference.isZero();
  }

  static AuditLine of(AuditCheck check, TokenAmount expected, TokenAmount found) {
    BigInteger difference = expected.baseUnits().subtract(found.baseUnits()).abs();
    return new AuditLine(
        check, expected.baseUnits(), found.baseUnits(), new TokenAmount(difference));
  }
}
