package io.assay.payout.custody;

import io.assay.account.WalletAddress;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.utils.Numeric;

/** Whether bytes that a stranger signed are the transaction that was asked for. */
final class SignedBytes {
  private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]{2})+");

  private SignedBytes() {}

  /**
   * @param signed 0x and hexadecimal digits, as they came
   * @param signer its name in the message
   * @throws SignerUnavailable if anything differs, naming what
   */
  static void refuseOther(
      String signed, RawTransaction asked, WalletAddress address, String signer) {
    List<String> differences;
    try {
      differences = differences(signed, asked, address);
    } catch (RuntimeException | SignatureException e) {
      differences = List.of("form");
    }
    if (!differences.isEmpty()) {
      throw new SignerUnavailable(
          "the remote signer at "
              + signer
              + " signed something else than it was asked to; other "
              + String.join(", ", differences)
              + "; nothing is sent");
    }
  }

  private static List<String> differences(String signed, RawTransaction asked, WalletAddress from)
      throws SignatureException {
    if (!HEX.matcher(signed).matches()
        || !(TransactionDecoder.decode(signed) instanceof SignedRawTransaction got)
        || !(got.getTransaction() instanceof Transaction1559 have)
        || !(asked.getTransaction() instanceof Transaction1559 want)) {
      return List.of("form");
    }
    List<String> others = new ArrayList<>();
    compare(others, "chain id", want.getChainId(), have.getChainId());
    compare(others, "nonce", want.getNonce(), have.getNonce());
    compare(others, "recipient", hex(want.getTo()), hex(have.getTo()));
    compare(others, "data", hex(want.getData()), hex(have.getData()));
    compare(others, "value", want.getValue(), have.getValue());
    compare(others, "gas limit", want.getGasLimit(), have.getGasLimit());
    compare(others, "highest fee", want.getMaxFeePerGas(), have.getMaxFeePerGas());
    compare(others, "tip", want.getMaxPriorityFeePerGas(), have.getMaxPriorityFeePerGas());
    if (!others.isEmpty()) {
      return others;
    }
    Sign.SignatureData signature = got.getSignatureData();
    ECDSASignature curve =
        new ECDSASignature(
            new BigInteger(1, signature.getR()), new BigInteger(1, signature.getS()));
    if (!curve.isCanonical()) {
      return List.of("form of signature (high s, which nodes refuse)");
    }
    String sender =
        Keys.getAddress(Sign.signedMessageToKey(TransactionEncoder.encode(asked), signature));
    if (!hex(sender).equals(hex(from.value()))) {
      return List.of("sender");
    }
    byte[] expected = TransactionEncoder.encode(asked, signature);
    return Arrays.equals(expected, Numeric.hexStringToByteArray(signed))
        ? List.of()
        : List.of("bytes");
  }

  private static void compare(List<String> others, String what, Object want, Object have) {
    if (!Objects.equals(want, have)) {
      others.add(what);
    }
  }

  private static String hex(String text) {
    return Numeric.cleanHexPrefix(text == null ? "" : text).toLowerCase(java.util.Locale.ROOT);
  }
}
