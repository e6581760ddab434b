package io.assay.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.payout.TestWallets;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import io.assay.simulation.TestClient.Answer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    return message(ADDRESS, nonce, chainId);
  }

  private static String message(String address, String nonce, long chainId) {
    String host = server.address().getAuthority();
    return host
        + " wants you to sign in with your Ethereum account:\n"
        + address
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
    return sign(KEY, text);
  }

  private static byte[] sign(Credentials key, String text) {
    Sign.SignatureData signature =
        Sign.signPrefixedMessage(text.getBytes(StandardCharsets.UTF_8), key.getEcKeyPair());
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

  @Test
  void contractWallet_signsByItsOwner_andHostileOnesAreRefusedInTime() throws Exception {
    Matcher node =
        Pattern.compile("Chain +(http://[0-9.:a-z]+)")
            .matcher(Files.readString(server.home().resolve("server.log")));
    assertThat(node.find()).isTrue();
    String dan = client.labeler(admin, "dan-wallet");
    JsonNode asked = nonce(dan);
    String nonce = asked.path("nonce").asText();
    long chain = asked.path("chainId").asLong();
    for (int way = 0; way < TestWallets.HOSTILE_WAYS; way++) {
      String hostile = Keys.toChecksumAddress(TestWallets.hostile(node.group(1), way));
      String text = message(hostile, nonce, chain);
      Instant before = Instant.now();
      assertThat(link(dan, text, sign(text)).problem()).as("" + way).isEqualTo("wrong-signature");
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
    String owned = Keys.toChecksumAddress(TestWallets.owned(node.group(1), KEY.getAddress()));
    String text = message(owned, nonce, chain);
    Credentials other = Credentials.create("0x" + "18".repeat(32));
    assertThat(link(dan, text, sign(other, text)).problem()).isEqualTo("wrong-signature");
    assertThat(link(dan, text, sign(message(nonce, chain))).problem())
        .as("the owner's, of another message")
        .isEqualTo("wrong-signature");
    Answer linked = link(dan, text, sign(text));
    assertThat(linked.status()).as(linked.body()).isEqualTo(200);
    assertThat(linked.json().path("address").asText()).isEqualTo(owned);
    assertThat(linked.json().path("proven").asBoolean()).isTrue();
  }

  @Test
  void whereTheSiteIsNamed_theHostOfTheRequestIsAnotherSite() {
    try (RunningServer named =
        RunningServer.start("-Dassay.account.public-url=https://assay.example")) {
      TestClient there = new TestClient(named.address());
      String eve = there.labeler(there.signIn("admin"), "eve-wallet");
      JsonNode asked = there.post("/api/me/wallet/nonce", eve, "{}").json();
      String here = message(asked.path("nonce").asText(), asked.path("chainId").asLong());
      String host = server.address().getAuthority();
      String ofRequest = here.replace(host, named.address().getAuthority());
      assertThat(link(there, eve, ofRequest).problem()).isEqualTo("wrong-domain");
      String ofSite = here.replace("http://" + host, "https://assay.example");
      assertThat(link(there, eve, ofSite.replace(host, "assay.example")).status()).isEqualTo(200);
    }
  }

  private static Answer link(TestClient there, String token, String text) {
    return there.put(
        "/api/me/wallet",
        token,
        Map.of("message", text, "signature", Numeric.toHexString(sign(text))));
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
