package io.assay.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * A wallet links itself over HTTP, and everything that is not quite a wallet's sign-in is refused.
 */
class WalletIT {
  private static final Credentials KEY = Credentials.create("0x" + "22".repeat(32));
  private static final String ADDRESS = Keys.toChecksumAddress(KEY.getAddress());

  private static RunningServer server;
  private static TestClient client;
  private static String admin;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
    client = new TestClient(server.address());
    admin = client.signIn("admin");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode nonce(String token) {
    Answer answer = client.post("/api/me/wallet/nonce", token, "{}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static String message(String nonce, long chainId) {
    String host = server.address().getAuthority();
    return host
        + " wants you to sign in with your Ethereum account:\n"
        + ADDRESS
        + "\n\nLink this wallet.\n\nURI: http://"
        + host
        + "/earnings\nVersion: 1\nChain ID: "
        + chainId
        + "\nNonce: "
        + nonce
        + "\nIssued At: "
        + Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static byte[] sign(String text) {
    Sign.SignatureData signature =
        Sign.signPrefixedMessage(text.getBytes(StandardCharsets.UTF_8), KEY.getEcKeyPair());
    byte[] bytes = new byte[65];
    System.arraycopy(signature.getR(), 0, bytes, 0, 32);
    System.arraycopy(signature.getS(), 0, bytes, 32, 32);
    bytes[64] = signature.getV()[0];
    return bytes;
  }

  private static Answer link(String token, String text, byte[] signature) {
    return client.put(
        "/api/me/wallet",
        token,
        Map.of("message", text, "signature", Numeric.toHexString(signature)));
  }

  private static String refused(String token, String text) {
    return link(token, text, sign(text)).problem();
  }

  @Test
  void wallet_thatSigns_isLinked_once() {
    String ann = client.labeler(admin, "ann-wallet");
    JsonNode asked = nonce(ann);
    String text = message(asked.path("nonce").asText(), asked.path("chainId").asLong());
    Answer linked = link(ann, text, sign(text));
    assertThat(linked.status()).as(linked.body()).isEqualTo(200);
    assertThat(linked.json().path("address").asText()).isEqualTo(ADDRESS);
    assertThat(linked.json().path("proven").asBoolean()).isTrue();
    assertThat(client.get("/api/me", ann).json().path("walletAddress").asText()).isEqualTo(ADDRESS);
    assertThat(refused(ann, text)).as("replayed").isEqualTo("used-nonce");
    client.put("/api/me", ann, Map.of("walletAddress", "0x" + "ab".repeat(20)));
    assertThat(client.get("/api/me/wallet", ann).json().path("proven").asBoolean()).isFalse();
  }

  @Test
  void signIn_thatIsNotForHere_isRefusedWithItsReason() {
    String ben = client.labeler(admin, "ben-wallet");
    JsonNode asked = nonce(ben);
    String nonce = asked.path("nonce").asText();
    long chain = asked.path("chainId").asLong();
    String host = server.address().getAuthority();
    String text = message(nonce, chain);
    assertThat(refused(ben, text.replace(host + " wants", "evil.example wants")))
        .isEqualTo("wrong-domain");
    assertThat(refused(ben, text.replace("http://" + host, "http://evil.example")))
        .isEqualTo("wrong-domain");
    assertThat(refused(ben, message(nonce, 1))).isEqualTo("wrong-chain");
    assertThat(refused(ben, text + "\nExpiration Time: 2020-01-01T00:00:00Z"))
        .isEqualTo("message-expired");
    assertThat(refused(ben, text + "\n")).isEqualTo("malformed-message");
    assertThat(refused(ben, message("0123456789abcdef", chain))).isEqualTo("used-nonce");
    String cid = client.labeler(admin, "cid-wallet");
    assertThat(refused(cid, text)).as("another's nonce").isEqualTo("used-nonce");
    assertThat(link(ben, text, sign(message(nonce, 1))).problem()).isEqualTo("wrong-signature");
    assertThat(link(ben, text, highS(sign(text))).problem()).isEqualTo("wrong-signature");
    assertThat(link(ben, text, new byte[64]).problem()).isEqualTo("wrong-signature");
    Answer rubbish =
        client.put("/api/me/wallet", ben, Map.of("message", text, "signature", "no hex"));
    assertThat(rubbish.problem()).isEqualTo("wrong-signature");
    assertThat(client.put("/api/me/wallet", ben, Map.of("message", text)).status()).isEqualTo(422);
    assertThat(client.post("/api/me/wallet/nonce", client.signIn("requester"), "{}").status())
        .isEqualTo(403);
    assertThat(link(ben, text, sign(text)).status())
        .as("no refusal used the nonce up")
        .isEqualTo(200);
  }

  /** The other signature of the same key over the same message. */
  private static byte[] highS(byte[] signature) {
    byte[] twin = signature.clone();
    BigInteger s = new BigInteger(1, java.util.Arrays.copyOfRange(signature, 32, 64));
    byte[] high = Numeric.toBytesPadded(Sign.CURVE_PARAMS.getN().subtract(s), 32);
    System.arraycopy(high, 0, twin, 32, 32);
    twin[64] = (byte) (signature[64] == 27 ? 28 : 27);
    return twin;
  }
}
