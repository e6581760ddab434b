package io.assay.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.web3j.crypto.Keys;

/**
 * An Ethereum address in checksum form (EIP-55). All-lower-case input is taken and given its
 * checksum; mixed case must carry a right one, because a wrong one means a typing error.
 */
@Schema(type = SchemaType.STRING, examples = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
public record WalletAddress(@JsonValue String value) {
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{40}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WalletAddress {
    if (!HEX.matcher(value).matches()) {
      throw new IllegalArgumentException("a wallet address is 0x and 40 hexadecimal digits");
    }
    String checksummed = Keys.toChecksumAddress(value);
    boolean oneCase =
        value.substring(2).equals(value.substring(2).toLowerCase(Locale.ROOT))
            || value.substring(2).equals(value.substring(2).toUpperCase(Locale.ROOT));
    if (!oneCase && !checksummed.equals(value)) {
      throw new IllegalArgumentException("the checksum of this wallet address is wrong (EIP-55)");
    }
    if (value.substring(2).chars().allMatch(digit -> digit == '0')) {
      throw new IllegalArgumentException("the zero address is nobody's wallet");
    }
    value = checksummed;
  }

  @Override
  public String toString() {
    return value;
  }
}
