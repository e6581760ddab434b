package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.payout.contracts.DemoToken;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.custody.KeystoreFile;
import io.assay.payout.custody.PassphraseFile;
import io.assay.platform.TestChain;
import io.assay.simulation.RunningServer;
import io.assay.simulation.TestClient;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Int32;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;
import org.web3j.utils.Numeric;

/** The packaged jar on a chain that is not its own: which keys it starts with, and what they do. */
class CustodyIT {
  private static final BigInteger TOKENS = BigInteger.TEN.pow(15);
  private static final BigInteger STAKE = BigInteger.TEN.pow(9);
  private static final String WALLET = "0x00000000000000000000000000000000abcd0123";
  private static final StaticGasProvider GAS =
      new StaticGasProvider(BigInteger.valueOf(4_000_000_000L), BigInteger.valueOf(1_000_000));

  @TempDir static Path folder;
  private static TestChain chain;
  private static Web3j web3j;
  private static List<String> open;

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(folder);
    web3j = Web3j.build(new HttpService(chain.rpcUrl()));
    open = web3j.ethAccounts().send().getAccounts();
  }

  @AfterAll
  static void stop() throws IOException {
    chain.close();
  }

  private static String keysCommand(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-jar", "target/quarkus-app/quarkus-run.jar", "keys"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  private static String passphrase(String duty) {
    return "the long passphrase of the " + duty;
  }

  private static Path passphraseFile(String duty) throws IOException {
    Path file = folder.resolve(duty + ".passphrase");
    Files.writeString(file, passphrase(duty) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
  }

  private static void assertRefused(String reason, String secret, String... options) {
    assertThatThrownBy(() -> RunningServer.start(options))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("The keys of the payouts: " + reason)
                    .doesNotContain(secret)
                    .doesNotContain("\tat "));
  }

  @Test
  void plainKey_onAChainThatIsNotOnesOwn_isNotStartedWith() {
    String key = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    assertRefused(
        "assay.payout.keys.poster.development-key is a plain private key, which only a development"
            + " chain (id 31337) on this machine may have: set assay.payout.keys.poster.keystore"
            + " and .passphrase-file",
        key,
        "-Dassay.chain.rpc-url=http://rpc.example.invalid:8545",
        "-Dassay.payout.keys.poster.development-key=" + key,
        "-Dassay.payout.keys.sponsor.development-key=" + key,
        "-Dassay.payout.keys.relayer.development-key=" + key);
    assertRefused(
        "assay.payout.operator-key is a plain private key and is not taken any more",
        key,
        "-Dassay.chain.rpc-url=" + chain.rpcUrl(),
        "-Dassay.payout.operator-key=0x" + key);
    assertRefused(
        "the keys of poster and sponsor are one",
        key,
        "-Dassay.chain.rpc-url=" + chain.rpcUrl(),
        "-Dassay.payout.keys.poster.development-key=" + key,
        "-Dassay.payout.keys.sponsor.development-key=" + key,
        "-Dassay.payout.keys.relayer.development-key=" + key);
  }

  @Test
  void threeKeystores_payAnEpoch_eachByItsDuty_andNoSecretGetsOut() throws Exception {
    Map<String, Credentials> keys = new TreeMap<>();
    List<String> options = new ArrayList<>();
    for (String duty : List.of("poster", "sponsor", "relayer")) {
      Path file = folder.resolve(duty + ".json");
      Path secret = passphraseFile(duty);
      String address =
          keysCommand("new", "--out", file.toString(), "--passphrase-file", secret.toString());
      assertThat(keysCommand("address", file.toString())).isEqualTo(address);
      Credentials key = new KeystoreFile(file).decrypt(PassphraseFile.read(secret));
      assertThat(key.getAddress()).isEqualToIgnoringCase(address);
      keys.put(duty, key);
      options.add("-Dassay.payout.keys." + duty + ".keystore=" + file);
      options.add("-Dassay.payout.keys." + duty + ".passphrase-file=" + secret);
    }
    Contracts contracts = new Contracts(keys);
    options.add("-Dassay.chain.rpc-url=" + chain.rpcUrl());
    options.add("-Dassay.payout.vault-address=" + contracts.vaultAddress);
    options.add("-Dassay.payout.token-address=" + contracts.tokenAddress);
    options.add("-Dassay.payout.confirmations=0");
    options.add("-Dassay.payout.settlement-delay=PT1H");
    options.add("-Dassay.payout.tiers.tier.2.hold-back=PT0S");
    options.add("-Dassay.payout.tiers.tier.2.vesting=PT0S");
    try (RunningServer server = RunningServer.start(options.toArray(String[]::new))) {
      TestClient client = new TestClient(server.address());
      String missing = missing(client);
      assertThat(missing)
          .contains("the poster " + keys.get("poster").getAddress() + " lacks the role POSTER")
          .contains("must not have the role GUARDIAN")
          .contains("0 of the " + STAKE + " base units that the poster must stake")
          .contains("has not approved the vault")
          .contains("the relayer " + keys.get("relayer").getAddress() + " has nothing to pay gas");
      assertThat(Files.readString(server.home().resolve("server.log")))
          .contains("Payouts will fail until this is put right: " + missing);

      contracts.putRight();
      assertThat(missing(client)).isEmpty();

      String admin = client.signIn("admin");
      String dataset = client.openDataset(client.signIn("requester"), 5, 1, 1, 600);
      String ann = client.labeler(admin, "ann");
      assertThat(client.put("/api/me", ann, Map.of("walletAddress", WALLET)).status())
          .isEqualTo(200);
      answer(client, dataset, ann);
      long until = System.nanoTime() + 120_000_000_000L;
      while (client.post("/api/epochs", admin, "{}").status() != 200) {
        assertThat(System.nanoTime()).as("pay comes free").isLessThan(until);
        Thread.sleep(1000);
      }
      TestClient.Answer claim = client.post("/api/me/claims", ann, "{}");
      while (claim.status() != 200) {
        assertThat(System.nanoTime()).as("claimed: " + claim.body()).isLessThan(until);
        Thread.sleep(1000);
        claim = client.post("/api/me/claims", ann, "{}");
      }
      assertThat(contracts.token.balanceOf(WALLET).send())
          .isEqualTo(new BigInteger(claim.json().path("amountBaseUnits").asText()))
          .isPositive();
      assertThat(senders(server))
          .containsEntry("fund", keys.get("sponsor").getAddress())
          .containsEntry("propose", keys.get("poster").getAddress())
          .containsEntry("activate", keys.get("relayer").getAddress())
          .containsEntry("claim", keys.get("relayer").getAddress());

      for (String path :
          List.of("/q/openapi", "/q/health", "/q/metrics", "/api/configuration", "/q/info")) {
        assertSecretsAbsent(keys, client.get(path, "").body());
      }
      server.stop();
      assertSecretsAbsent(keys, Files.readString(server.home().resolve("server.log")));
    }
  }

  private static void assertSecretsAbsent(Map<String, Credentials> keys, String text) {
    keys.forEach(
        (duty, key) -> {
          BigInteger number = key.getEcKeyPair().getPrivateKey();
          assertThat(text)
              .doesNotContainIgnoringCase(Numeric.toHexStringNoPrefix(number))
              .doesNotContain(number.toString())
              .doesNotContain(passphrase(duty));
        });
  }

  private static String missing(TestClient client) {
    JsonNode checks = client.get("/q/health/well", "").json().path("checks");
    for (JsonNode check : checks) {
      if (check.path("name").asText().equals("payout-keys")) {
        String missing = check.path("data").path("missing").asText();
        assertThat(check.path("status").asText()).isEqualTo(missing.isEmpty() ? "UP" : "DOWN");
        return missing;
      }
    }
    throw new AssertionError("no check of the keys in " + checks);
  }

  private static void answer(TestClient client, String dataset, String token) {
    for (int i = 0; i < 5; i++) {
      JsonNode lease = client.post("/api/datasets/" + dataset + "/assignments", token, "{}").json();
      String path = "/api/assignments/" + lease.path("id").asText() + "/submission";
      assertThat(client.put(path, token, Map.of("label", "a")).status()).isEqualTo(200);
    }
  }

  /** Who sent what, by the first word of the purpose. */
  private static Map<String, String> senders(RunningServer server) throws Exception {
    Path running = server.home().resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(running).get(3).trim();
    Map<String, String> senders = new HashMap<>();
    try (Connection database =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:"
                    + port
                    + "/postgres?user=postgres&password=postgres");
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT split_part(purpose, ' ', 1), string_agg(DISTINCT sender, ',')"
                    + " FROM chain_transaction GROUP BY 1")) {
      while (rows.next()) {
        senders.put(rows.getString(1), rows.getString(2));
      }
    }
    return senders;
  }

  /** A token and a vault on which nothing is ready yet, and an earlier poster. */
  private static final class Contracts {
    private final Map<String, Credentials> keys;
    private final String tokenAddress;
    private final String vaultAddress;
    private final DemoToken token;
    private final PayoutVault vault;

    Contracts(Map<String, Credentials> keys) throws Exception {
      this.keys = keys;
      String deployer = open.get(0);
      tokenAddress =
          VaultFixture.deploy(web3j, deployer, DemoToken.BINARY, List.of(new Uint256(TOKENS)));
      List<Type> arguments =
          List.of(
              new Address(tokenAddress),
              new Uint64(0),
              new Uint64(100),
              new Uint128(STAKE),
              new Int32(VaultFixture.MAX_BASE),
              new Address(deployer),
              new Address(open.get(1)),
              new Address(keys.get("sponsor").getAddress()),
              new Address(open.get(2)));
      vaultAddress = VaultFixture.deploy(web3j, deployer, PayoutVault.BINARY, arguments);
      token = DemoToken.load(tokenAddress, web3j, manager("poster"), GAS);
      vault = PayoutVault.load(vaultAddress, web3j, manager("poster"), GAS);
    }

    private RawTransactionManager manager(String duty) {
      return new RawTransactionManager(web3j, keys.get(duty), 31337, 100, 50);
    }

    /** What an operator does before the first epoch. */
    void putRight() throws Exception {
      String admin = open.get(0);
      for (Credentials key : keys.values()) {
        send(admin, key.getAddress(), "0x", BigInteger.TEN.pow(18));
      }
      byte[] guardian = vault.GUARDIAN_ROLE().send();
      byte[] poster = vault.POSTER_ROLE().send();
      call(admin, vaultAddress, vault.revokeRole(guardian, keys.get("sponsor").getAddress()));
      call(admin, vaultAddress, vault.grantRole(poster, keys.get("poster").getAddress()));
      call(admin, tokenAddress, token.transfer(keys.get("poster").getAddress(), STAKE));
      call(
          admin,
          tokenAddress,
          token.transfer(keys.get("sponsor").getAddress(), TOKENS.subtract(STAKE)));
      token.approve(vaultAddress, STAKE).send();
      vault.stake(STAKE).send();
      DemoToken.load(tokenAddress, web3j, manager("sponsor"), GAS)
          .approve(vaultAddress, TOKENS)
          .send();
    }

    private static void call(String from, String to, RemoteFunctionCall<?> call) throws Exception {
      send(from, to, call.encodeFunctionCall(), BigInteger.ZERO);
    }

    private static void send(String from, String to, String data, BigInteger value)
        throws Exception {
      Transaction transaction = new Transaction(from, null, null, null, to, value, data);
      String hash = web3j.ethSendTransaction(transaction).send().getTransactionHash();
      for (int poll = 0; poll < 1000; poll++) {
        var receipt = web3j.ethGetTransactionReceipt(hash).send().getTransactionReceipt();
        if (receipt.isPresent()) {
          assertThat(receipt.map(TransactionReceipt::isStatusOK)).contains(true);
          return;
        }
        Thread.sleep(5);
      }
      throw new AssertionError("not mined: " + hash);
    }
  }
}
