package io.assay.payout.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.account.WalletAddress;
import io.assay.payout.custody.FakeSigner.Fields;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.service.TxSignService;
import org.web3j.utils.Numeric;

/** A remote signer that tells the truth, lies in every field, is slow, or talks nonsense. */
class RemoteSignerTest {
  private static final long CHAIN = 8453;
  private static final Duration TIMEOUT = Duration.ofMillis(1500);
  private static final String OTHER = "0x00000000000000000000000000000000000000aa";
  private static final RawTransaction ASKED =
      RawTransaction.createTransaction(
          CHAIN,
          BigInteger.valueOf(41),
          BigInteger.valueOf(8_000_000),
          "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
          BigInteger.ZERO,
          "0x1234abcd",
          BigInteger.valueOf(1_000_000_000L),
          BigInteger.valueOf(30_000_000_000L));

  private Credentials key;
  private FakeSigner fake;

  @BeforeEach
  void start() throws Exception {
    key = Credentials.create(Keys.createEcKeyPair());
    fake = new FakeSigner(key);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private TxSignService signer(String method) {
    WalletAddress address = new WalletAddress(key.getAddress());
    return KeySource.Remote.of(fake.url(), method, TIMEOUT, address).open();
  }

  private byte[] sign() {
    return signer("eth_signTransaction").sign(ASKED, CHAIN);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::sign)
        .isInstanceOf(SignerUnavailable.class)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret-path"));
  }

  @Test
  void truth_isTheBytesAKeyOfOnesOwnWouldSign_forWeb3SignerAndForClef() {
    byte[] expected = TransactionEncoder.signMessage(ASKED, key);
    assertThat(sign()).isEqualTo(expected);
    assertThat(fake.requests.get(0).path("method").asText()).isEqualTo("eth_signTransaction");
    assertThat(fake.requests.get(0).path("params").path(0).path("from").asText())
        .isEqualTo(key.getAddress());
    fake.answer = raw -> FakeSigner.result("{\"raw\":\"" + raw + "\",\"tx\":{\"nonce\":\"0x0\"}}");
    assertThat(signer("account_signTransaction").sign(ASKED, CHAIN)).isEqualTo(expected);
    assertThat(fake.requests.get(1).path("method").asText()).isEqualTo("account_signTransaction");
    assertThat(signer("eth_signTransaction").getAddress()).isEqualTo(key.getAddress());
  }

  @Test
  void lieInAnyField_isRefusedAndNamed() {
    BigInteger one = BigInteger.ONE;
    Map<String, UnaryOperator<Fields>> lies = new LinkedHashMap<>();
    lies.put("chain id", f -> with(f, 1, f.nonce(), f.to(), f.value(), f.data()));
    lies.put("nonce", f -> with(f, CHAIN, f.nonce().add(one), f.to(), f.value(), f.data()));
    lies.put("recipient", f -> with(f, CHAIN, f.nonce(), OTHER, f.value(), f.data()));
    lies.put("value", f -> with(f, CHAIN, f.nonce(), f.to(), one, f.data()));
    lies.put("data", f -> with(f, CHAIN, f.nonce(), f.to(), f.value(), "0x1234abce"));
    lies.put("gas limit", f -> paying(f, f.gas().add(one), f.tip(), f.maxFee()));
    lies.put("tip", f -> paying(f, f.gas(), f.tip().add(one), f.maxFee()));
    lies.put("highest fee", f -> paying(f, f.gas(), f.tip(), f.maxFee().add(one)));
    lies.forEach(
        (field, lie) -> {
          fake.lie = lie;
          assertRefused("other " + field + "; nothing is sent");
        });
    fake.lie = f -> with(f, CHAIN, f.nonce().add(one), OTHER, f.value(), f.data());
    assertRefused("other nonce, recipient; nothing is sent");
    fake.lie = UnaryOperator.identity();
    assertThat(sign()).isNotEmpty();
  }

  private static Fields with(
      Fields f, long chain, BigInteger nonce, String to, BigInteger value, String data) {
    return new Fields(chain, nonce, f.gas(), to, value, data, f.tip(), f.maxFee());
  }

  private static Fields paying(Fields f, BigInteger gas, BigInteger tip, BigInteger maxFee) {
    return new Fields(f.chainId(), f.nonce(), gas, f.to(), f.value(), f.data(), tip, maxFee);
  }

  @Test
  void signatureOfAnotherKey_isRefused() throws Exception {
    fake.key = Credentials.create(Keys.createEcKeyPair());
    assertRefused("other sender");
  }

  @Test
  void otherBytesOfTheSameTransaction_areRefused() {
    // The twin of the signature with s above half the order: it recovers, and nodes refuse it.
    Sign.SignatureData low = Sign.signMessage(TransactionEncoder.encode(ASKED), key.getEcKeyPair());
    BigInteger high = Sign.CURVE_PARAMS.getN().subtract(new BigInteger(1, low.getS()));
    byte flipped = (byte) (low.getV()[0] == 27 ? 28 : 27);
    Sign.SignatureData twin =
        new Sign.SignatureData(flipped, low.getR(), Numeric.toBytesPadded(high, 32));
    assertThat(new ECDSASignature(new BigInteger(1, low.getR()), high).isCanonical()).isFalse();
    fake.answer =
        raw ->
            FakeSigner.result(
                "\"" + Numeric.toHexString(TransactionEncoder.encode(ASKED, twin)) + "\"");
    assertRefused("high s");
    fake.answer = raw -> FakeSigner.result("\"" + raw + "00\"");
    assertRefused("signed something else");
    RawTransaction legacy =
        RawTransaction.createTransaction(
            BigInteger.valueOf(41),
            BigInteger.TEN,
            BigInteger.valueOf(8_000_000),
            ASKED.getTo(),
            BigInteger.ZERO,
            "0x1234abcd");
    fake.answer =
        raw ->
            FakeSigner.result(
                "\""
                    + Numeric.toHexString(TransactionEncoder.signMessage(legacy, CHAIN, key))
                    + "\"");
    assertRefused("other form");
  }

  @Test
  void nonsense_isRefused() {
    for (String json :
        new String[] {
          "null",
          "\"\"",
          "\"0x\"",
          "\"0x02\"",
          "\"0x02c0\"",
          "\"0x0\"",
          "\"hello\"",
          "17",
          "[]",
          "{}",
          "{\"raw\":7}"
        }) {
      fake.answer = raw -> FakeSigner.result(json);
      assertThatThrownBy(this::sign).as(json).isInstanceOf(SignerUnavailable.class);
    }
    for (String body : new String[] {"", "<html>", "{\"result\":", "[]", "x".repeat(2_000_000)}) {
      fake.answer = raw -> body;
      assertThatThrownBy(this::sign)
          .as(body.substring(0, Math.min(9, body.length())))
          .isInstanceOf(SignerUnavailable.class);
    }
  }

  @Test
  void anyByteOfTheAnswerChanged_isRefused() {
    String good = Numeric.toHexStringNoPrefix(TransactionEncoder.signMessage(ASKED, key));
    byte[] bytes = Numeric.hexStringToByteArray(good);
    WalletAddress address = new WalletAddress(key.getAddress());
    for (int at = 0; at < bytes.length; at++) {
      for (int change : new int[] {1, 0x80}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) change;
        assertThatThrownBy(
                () -> SignedBytes.refuseOther(Numeric.toHexString(changed), ASKED, address, "it"))
            .as("byte " + at)
            .isInstanceOf(SignerUnavailable.class);
      }
    }
  }

  @Test
  void errorOfTheSigner_isUnavailable_withItsReason() {
    fake.answer =
        raw ->
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\\nsuch key\"}}";
    assertRefused("refuses to sign: no such key");
    fake.answer = raw -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":null,\"result\":\"" + raw + "\"}";
    assertThat(sign()).isNotEmpty();
    fake.status = 503;
    assertRefused("HTTP status 503");
    fake.status = 302;
    assertRefused("HTTP status 302");
  }

  @Test
  void slowSigner_isNotWaitedForLongerThanAllowed() {
    fake.delayMillis = 20_000;
    long start = System.nanoTime();
    assertRefused("remote signer at localhost");
    fake.delayMillis = 0;
    fake.dripMillis = 400;
    assertRefused("does not answer within 1500 ms");
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }

  @Test
  void signerThatIsGone_isUnavailable() {
    fake.close();
    assertRefused("cannot be reached");
  }

  @Test
  void trouble_isToldBeforeTheFirstSignature_whereTheSignerTellsItsAccounts() {
    assertThat(troubles("eth_signTransaction"))
        .singleElement()
        .asString()
        .contains("has no key of " + Keys.toChecksumAddress(key.getAddress()));
    assertThat(troubles("account_signTransaction")).as("Clef would ask a person").isEmpty();
    fake.accounts = FakeSigner.result("[\"" + OTHER + "\",\"" + key.getAddress() + "\"]");
    assertThat(troubles("eth_signTransaction")).isEmpty();
    fake.accounts = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601}}";
    assertThat(troubles("eth_signTransaction")).as("it does not list them").isEmpty();
    fake.close();
    assertThat(troubles("eth_signTransaction"))
        .singleElement()
        .asString()
        .contains("cannot be reached");
  }

  /** One signer of three keys that are one, as the embedded chain may have it. */
  private List<String> troubles(String method) {
    WalletAddress address = new WalletAddress(key.getAddress());
    KeySource source = KeySource.Remote.of(fake.url(), method, TIMEOUT, address);
    return PayoutKeys.open(
            Map.of(Duty.POSTER, source, Duty.SPONSOR, source, Duty.RELAYER, source), true)
        .listTroubles();
  }

  @Test
  void otherKindsOfTransaction_areNotEvenAskedFor() {
    RawTransaction legacy =
        RawTransaction.createTransaction(
            BigInteger.ONE, BigInteger.ONE, BigInteger.ONE, OTHER, BigInteger.ONE, "0x");
    assertThatThrownBy(() -> signer("eth_signTransaction").sign(legacy, CHAIN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> signer("eth_signTransaction").sign(ASKED, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(fake.requests).isEmpty();
  }

  @Test
  void addressWithAPasswordOrWithoutAHost_isRefusedAndNotQuoted() {
    WalletAddress address = new WalletAddress(key.getAddress());
    for (String url :
        new String[] {
          "http://ann:hunter22@signer:9000",
          "ftp://hunter22",
          "hunter22",
          "http:///hunter22",
          "http://hunter22 signer"
        }) {
      assertThatThrownBy(() -> KeySource.Remote.of(url, "eth_signTransaction", TIMEOUT, address))
          .as(url)
          .isInstanceOf(KeyRefused.class)
          .hasNoCause()
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter22"));
    }
  }
}
