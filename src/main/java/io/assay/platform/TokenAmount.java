package io.assay.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A non-negative amount of tokens in base units (the token's smallest part), at most 78 decimal
 * digits: what a {@code uint256} and {@code NUMERIC(78,0)} hold. In JSON a string of decimal
 * digits, because a JSON number loses digits in many readers.
 */
@Schema(type = SchemaType.STRING, pattern = "0|[1-9][0-9]{0,77}", examples = "25000")
public record TokenAmount(BigInteger baseUnits) implements Comparable<TokenAmount> {
  public static final TokenAmount ZERO = new TokenAmount(BigInteger.ZERO);

  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,77}");

  public TokenAmount {
    if (baseUnits.signum() < 0 || baseUnits.bitLength() > 256) {
      throw new IllegalArgumentException("not an amount of base units: " + baseUnits);
    }
  }

  public static TokenAmount of(long baseUnits) {
    return new TokenAmount(BigInteger.valueOf(baseUnits));
  }

  /** The amount of a NUMERIC column; a fraction is an error, never rounded. */
  public static TokenAmount ofNumeric(BigDecimal baseUnits) {
    return new TokenAmount(baseUnits.toBigIntegerExact());
  }

  /**
   * Reads decimal digits without sign, point, exponent or leading zeros.
   *
   * @throws IllegalArgumentException for anything else, {@code 1e-3} included
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static TokenAmount parse(String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "an amount is a string of decimal digits in base units, such as \"25000\"");
    }
    return new TokenAmount(new BigInteger(digits));
  }

  public TokenAmount plus(TokenAmount other) {
    return new TokenAmount(baseUnits.add(other.baseUnits));
  }

  /**
   * The difference.
   *
   * @throws IllegalArgumentException if {@code other} is the larger one
   */
  public TokenAmount minus(TokenAmount other) {
    return new TokenAmount(baseUnits.subtract(other.baseUnits));
  }

  public TokenAmount times(long factor) {
    return new TokenAmount(baseUnits.multiply(BigInteger.valueOf(factor)));
  }

  public boolean isZero() {
    return baseUnits.signum() == 0;
  }

  /** The value for a NUMERIC(78,0) column. */
  public BigDecimal toNumeric() {
    return new BigDecimal(baseUnits);
  }

  @Override
  public int compareTo(TokenAmount other) {
    return baseUnits.compareTo(other.baseUnits);
  }

  @Override
  @JsonValue
  public String toString() {
    return baseUnits.toString();
  }
}
