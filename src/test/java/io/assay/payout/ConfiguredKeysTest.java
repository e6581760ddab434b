package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.assay.payout.custody.Duty;
import io.assay.platform.AssayConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Wallet;
import org.web3j.utils.Numeric;

/** What the configuration may say of the keys, and that none of them gets out again. */
class ConfiguredKeysTest {
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final String REMOTE = "http://127.0.0.1:1/path";

  @TempDir private Path folder;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, Credentials> keys = new HashMap<>();

  @BeforeEach
  void configure() throws Exception {
    properties.put("assay.database.url", "jdbc:postgresql://db/assay");
    properties.put("assay.issuer.url", "https://issuer.example");
    properties.put("assay.chain.rpc-url", "https://rpc.example");
    for (String duty : new String[] {"poster", "sponsor", "relayer"}) {
      keystore(duty, Credentials.create(Keys.createEcKeyPair()));
    }
  }

  private void keystore(String duty, Credentials key) throws Exception {
    keys.put(duty, key);
    Path file = folder.resolve(duty + ".json");
    new ObjectMapper()
        .writeValue(file.toFile(), Wallet.createLight(PASSPHRASE, key.getEcKeyPair()));
    Path secret = Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    set(duty, "keystore", file.toString());
    set(duty, "passphrase-file", secret.toString());
  }

  private void set(String duty, String name, String value) {
    properties.put("assay.payout.keys." + duty + "." + name, value);
  }

  private void unset(String duty, String name) {
    properties.remove("assay.payout.keys." + duty + "." + name);
  }

  /** One plain key for every duty, as the embedded chain has it. */
  private String plainKeys() {
    for (String duty : new String[] {"poster", "sponsor", "relayer"}) {
      plainKey(duty, keys.get("poster"));
    }
    return hex(keys.get("poster"));
  }

  private void plainKey(String duty, Credentials key) {
    unset(duty, "keystore");
    unset(duty, "passphrase-file");
    set(duty, "development-key", hex(key));
  }

  private static String hex(Credentials key) {
    return Numeric.toHexStringNoPrefixZeroPadded(key.getEcKeyPair().getPrivateKey(), 64);
  }

  private ConfiguredKeys open() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withMapping(CustodyConfig.class)
            .withMapping(PayoutConfig.class)
            .withMapping(AssayConfig.class)
            .withDefaultValues(properties)
            .build();
    return new ConfiguredKeys(
        config.getConfigMapping(CustodyConfig.class),
        config.getConfigMapping(PayoutConfig.class),
        config.getConfigMapping(AssayConfig.class));
  }

  private void assertRefused(String reason, String... secrets) {
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(reason)
        .hasNoCause()
        .satisfies(
            e -> {
              StringWriter all = new StringWriter();
              e.printStackTrace(new PrintWriter(all));
              assertThat(e.getMessage().lines()).hasSize(1);
              for (String secret : secrets) {
                assertThat(all.toString()).doesNotContain(secret);
              }
              assertThat(all.toString()).doesNotContain(PASSPHRASE);
            });
  }

  @Test
  void keystores_signForTheirDuties() {
    ConfiguredKeys configured = open();
    for (Duty duty : Duty.values()) {
      assertThat(configured.address(duty)).isEqualTo(keys.get(duty.word()).getAddress());
      assertThat(configured.signer(duty).sign(transaction(), 7)).isNotEmpty();
    }
  }

  private static RawTransaction transaction() {
    BigInteger one = BigInteger.ONE;
    return RawTransaction.createTransaction(
        7, one, one, "0x" + "ab".repeat(20), one, "0x12", one, one);
  }

  @Test
  void log_andAnythingPrinted_holdsAddressesOnly() {
    StringBuilder said = new StringBuilder();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            said.append(new SimpleFormatter().format(record)).append('\n');
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    Logger ours = Logger.getLogger("io.assay");
    Level before = ours.getLevel();
    ours.setLevel(Level.ALL);
    listener.setLevel(Level.ALL);
    root.addHandler(listener);
    try {
      set("relayer", "address", keys.get("relayer").getAddress());
      unset("relayer", "keystore");
      properties.put("assay.payout.keys.signer-url", REMOTE);
      ConfiguredKeys configured = open();
      configured.onStart(new io.quarkus.runtime.StartupEvent());
      for (Duty duty : Duty.values()) {
        said.append(configured.signer(duty)).append('\n');
        try {
          configured.signer(duty).sign(transaction(), 7);
        } catch (ChainGateway.Unavailable e) {
          said.append(e).append(e.getCause()).append('\n');
        }
      }
      said.append(configured).append('\n');
    } finally {
      root.removeHandler(listener);
      ours.setLevel(before);
    }
    assertThat(said.toString())
        .contains("Keys of the payouts: poster " + keys.get("poster").getAddress())
        .contains("remote signer 127.0.0.1:1")
        .contains("cannot be reached")
        .doesNotContain(PASSPHRASE);
    for (Credentials key : keys.values()) {
      assertThat(said.toString())
          .doesNotContainIgnoringCase(hex(key))
          .doesNotContain(key.getEcKeyPair().getPrivateKey().toString());
    }
  }

  @Test
  void plainKey_isForTheEmbeddedChain() {
    String key = plainKeys();
    assertRefused("assay.payout.keys.poster.development-key is a plain private key", key);
    properties.put("assay.embedded.chain", "true");
    ConfiguredKeys configured = open();
    assertThat(configured.address(Duty.SPONSOR)).isEqualTo(configured.address(Duty.POSTER));
    assertThat(configured.deployer().getAddress()).isEqualTo(keys.get("poster").getAddress());
    set("poster", "development-key", "0x" + key.substring(1));
    assertRefused("64 hexadecimal digits", key.substring(1));
    set("poster", "development-key", "z" + key.substring(1));
    assertRefused("64 hexadecimal digits", key.substring(1));
  }

  @Test
  void plainKey_onLoopback_isTakenOnADevelopmentChainOnly() throws Exception {
    keys.forEach((duty, key) -> plainKey(duty, key));
    try (Node node = new Node()) {
      properties.put("assay.chain.rpc-url", node.url());
      assertThat(open().address(Duty.RELAYER)).isEqualTo(keys.get("relayer").getAddress());
      node.chainId = "0x1";
      assertRefused("is a plain private key", hex(keys.get("poster")));
      node.chainId = "nonsense";
      assertRefused("is a plain private key", hex(keys.get("poster")));
    }
    assertRefused("is a plain private key");
    for (String elsewhere :
        new String[] {
          "http://127.0.0.1.example:8545",
          "http://localhost.example",
          "not an address",
          "http://10.0.0.1:8545",
          "file:///127.0.0.1"
        }) {
      properties.put("assay.chain.rpc-url", elsewhere);
      assertRefused("is a plain private key");
    }
  }

  @Test
  void onePlainKeyForAll_outsideTheEmbeddedChain_isRefused() throws Exception {
    plainKeys();
    try (Node node = new Node()) {
      properties.put("assay.chain.rpc-url", node.url());
      assertRefused("the keys of poster and sponsor are one, " + keys.get("poster").getAddress());
    }
  }

  @Test
  void oneKeyWithTwoDuties_isRefused_whereverItIsKept() throws Exception {
    keystore("relayer", keys.get("sponsor"));
    assertRefused("the keys of sponsor and relayer are one");
    unset("relayer", "keystore");
    set("relayer", "address", Keys.toChecksumAddress(keys.get("poster").getAddress()));
    properties.put("assay.payout.keys.signer-url", REMOTE);
    assertRefused("the keys of poster and relayer are one");
  }

  @Test
  void missingOrDoubleSettings_areNamed() {
    set("sponsor", "address", keys.get("sponsor").getAddress());
    assertRefused("assay.payout.keys.sponsor has more than one key: [keystore, address]");
    unset("sponsor", "keystore");
    assertRefused("set assay.payout.keys.signer-url");
    properties.put("assay.payout.keys.signer-url", "http://ann:hunter22@signer");
    assertRefused("without a name or password", "hunter22");
    properties.put("assay.payout.keys.signer-url", REMOTE);
    set("sponsor", "address", "0x12");
    assertRefused("assay.payout.keys.sponsor.address: a wallet address is");
    unset("sponsor", "address");
    assertRefused(
        "there is no key for the sponsor: set assay.payout.keys.sponsor.keystore and"
            + " .passphrase-file");
    unset("poster", "passphrase-file");
    assertRefused("set assay.payout.keys.poster.passphrase-file");
  }

  @Test
  void passphraseInAProperty_hasNoPlace() {
    set("poster", "passphrase", "open sesame now");
    assertThatThrownBy(this::open)
        .hasMessageContaining("assay.payout.keys.poster.passphrase")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("open sesame now"));
  }

  @Test
  void formerProperty_isRefusedEvenWithGoodKeys() {
    properties.put("assay.payout.operator-key", hex(keys.get("poster")));
    assertRefused("assay.payout.operator-key is a plain private key", hex(keys.get("poster")));
  }

  /** A node that knows the number of its chain and nothing else. */
  private static final class Node implements AutoCloseable {
    private final HttpServer server;
    private volatile String chainId = "0x7a69";

    Node() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            String json = "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"" + chainId + "\"}";
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
