package io.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.ProposedEpochs;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.EpochBundle;
import io.assay.payout.receipts.RecordedEpochs;
import io.assay.platform.TestChain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;

/** An outsider with a bundle, a node and a key, against epochs honest and not, on a real chain. */
class ChallengeCommandTest {
  @TempDir static Path home;
  private static TestChain chain;
  private static List<EpochBundle> honest;
  private static UUID dataset;

  @TempDir private Path folder;
  private ProposedEpochs vault;
  private String challenger;
  private String said = "";

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(home);
    honest = RecordedEpochs.twoEpochs();
    dataset = honest.get(0).allocations().firstKey();
  }

  @AfterAll
  static void stop() throws IOException {
    chain.close();
  }

  @BeforeEach
  void deploy() throws Exception {
    vault = ProposedEpochs.deploy(chain.rpcUrl());
    Credentials key = Credentials.create(Keys.createEcKeyPair());
    challenger = key.getAddress();
    vault.giveEther(challenger);
    Files.writeString(folder.resolve("phrase"), "open sesame\n");
    new ObjectMapper()
        .writeValue(
            folder.resolve("key.json").toFile(),
            Wallet.createLight("open sesame", key.getEcKeyPair()));
  }

  private int run(Bundle bundle, String... options) throws IOException {
    Path zip = folder.resolve("bundle.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      bundle.writeZip(out);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "challenge",
                "--bundle",
                "" + zip,
                "--rpc",
                chain.rpcUrl(),
                "--vault",
                vault.vaultAddress()));
    command.addAll(List.of(options));
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    int code = OfflineCommands.run(command, writer, writer);
    said = text.toString();
    return code;
  }

  private int signed(Bundle bundle, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "--wait",
            "0",
            "--keystore",
            "" + folder.resolve("key.json"),
            "--passphrase-file",
            "" + folder.resolve("phrase")));
    return run(bundle, all.toArray(String[]::new));
  }

  private static Bundle with(Bundle bundle, String file, UnaryOperator<String> change) {
    SortedMap<String, byte[]> files = new TreeMap<>(bundle.files());
    String changed = change.apply(text(bundle, file));
    assertThat(changed).isNotEqualTo(text(bundle, file));
    files.put(file, changed.getBytes(StandardCharsets.UTF_8));
    return new Bundle(files);
  }

  private static String text(Bundle bundle, String file) {
    return new String(bundle.files().get(file), StandardCharsets.UTF_8);
  }

  private static List<String[]> rows(Bundle bundle, String file) {
    return text(bundle, file).lines().skip(1).map(row -> row.split(",", -1)).toList();
  }

  private static String votes() {
    return "datasets/" + dataset + "/votes.csv";
  }

  /** The honest epoch with another label of one item. */
  private static Bundle wrongLabel(String[] item) {
    String other = item[1].equals("0") ? "1" : "0";
    return with(
        honest.get(0).bundle(),
        votes(),
        text ->
            text.replace("\n" + item[0] + "," + item[1] + ",", "\n" + item[0] + "," + other + ","));
  }

  /** With more or less at one place, which another place makes up for. */
  private static Bundle moved(Bundle bundle, long amount) {
    List<String[]> rows = rows(bundle, "payouts.csv");
    return with(
        bundle, "payouts.csv", text -> move(move(text, rows.get(2), amount), rows.get(4), -amount));
  }

  private static String move(String text, String[] row, long amount) {
    String was = "\n" + row[0] + "," + row[1] + "," + row[2] + "," + row[3] + ",";
    String now =
        "\n"
            + row[0]
            + ","
            + row[1]
            + ","
            + row[2]
            + ","
            + new BigInteger(row[3]).add(BigInteger.valueOf(amount))
            + ",";
    return text.replace(was, now);
  }

  private void expectWon(long epoch) throws Exception {
    assertThat(said)
        .contains("announced: transaction 0x", "challenged: transaction 0x")
        .contains("WON: the epoch is void; a bounty of " + ProposedEpochs.bounty());
    assertThat(vault.stands(epoch)).isFalse();
    assertThat(vault.tokens(challenger)).isEqualTo(ProposedEpochs.bounty());
  }

  @Test
  void wrongLabel_isRehearsedAndWins_aRightOneLosesInWords() throws Exception {
    String[] item = rows(honest.get(0).bundle(), votes()).get(3);
    String[] right = rows(honest.get(0).bundle(), votes()).get(7);
    Bundle planted = wrongLabel(item);
    vault.propose(planted);
    long blocks = vault.blocks();
    assertThat(run(planted, "--label", dataset + "/" + item[0], "--dry-run")).as(said).isZero();
    assertThat(said)
        .contains("would announce: to " + vault.vaultAddress())
        .contains("challengeLabel")
        .containsPattern("gas of both: [1-9][0-9]{5}")
        .contains("WOULD WIN");
    assertThat(signed(planted, "--label", dataset + "/" + right[0])).isEqualTo(1);
    assertThat(said).contains("LOST, and nothing was sent: NoFault: the vault has checked it");
    assertThat(run(planted, "--label", dataset + "/" + right[0], "--dry-run")).isEqualTo(1);
    assertThat(said).contains("WOULD LOSE NoFault");
    assertThat(vault.blocks()).isEqualTo(blocks);
    assertThat(signed(planted, "--label", dataset + "/" + item[0])).as(said).isZero();
    expectWon(1);
    assertThat(signed(planted, "--label", dataset + "/" + item[0])).isEqualTo(1);
    assertThat(said).contains("LOST: epoch 1 is not proposed");
  }

  @Test
  void find_findsAWrongLabel_andNothingInAnHonestEpoch() throws Exception {
    vault.propose(honest.get(0).bundle());
    assertThat(signed(honest.get(0).bundle(), "--find")).as(said).isZero();
    assertThat(said)
        .contains("The bundle follows from its answers")
        .contains("NOTHING TO CHALLENGE");
    assertThat(vault.stands(1)).isTrue();
    vault = ProposedEpochs.deploy(chain.rpcUrl());
    Bundle planted = wrongLabel(rows(honest.get(0).bundle(), votes()).get(20));
    vault.propose(planted);
    assertThat(signed(planted, "--find")).as(said).isZero();
    assertThat(said).contains("DIFFERENT " + votes() + ": line 22:");
    expectWon(1);
  }

  @Test
  void find_findsAPayoutThatIsTooHigh_aDoubledAnswer_andAPlaceThatFell() throws Exception {
    Bundle raised = moved(honest.get(0).bundle(), 10);
    vault.propose(raised);
    assertThat(signed(raised, "--find")).as(said).isZero();
    assertThat(said).contains("challengePayout of payout ");
    expectWon(1);

    vault = ProposedEpochs.deploy(chain.rpcUrl());
    String line = String.join(",", rows(honest.get(0).bundle(), "payments.csv").get(9));
    String place = line.split(",", 2)[0];
    Bundle doubled =
        with(
            with(
                honest.get(0).bundle(),
                "payments.csv",
                text -> text.replace(line, line + "\n" + line)),
            "payouts.csv",
            text -> {
              String[] row =
                  rows(honest.get(0).bundle(), "payouts.csv").stream()
                      .filter(one -> one[0].equals(place))
                      .findFirst()
                      .orElseThrow();
              return move(text, row, 1000);
            });
    vault.propose(doubled);
    assertThat(run(doubled, "--payout", place, "--dry-run")).as(said).isZero();
    assertThat(said).contains("challengeDoubled of doubled " + place);
    BigInteger had = vault.tokens(challenger);
    assertThat(signed(doubled, "--find")).as(said).isZero();
    assertThat(vault.tokens(challenger).subtract(had)).isEqualTo(ProposedEpochs.bounty());

    vault = ProposedEpochs.deploy(chain.rpcUrl());
    vault.propose(honest.get(0).bundle());
    vault.activate();
    String[] gone = rows(honest.get(1).bundle(), "payouts.csv").get(1);
    Bundle omitted =
        with(
            honest.get(1).bundle(),
            "payouts.csv",
            text ->
                move(
                    text.replaceFirst("\n" + gone[0] + ",[^\n]*", ""),
                    rows(honest.get(1).bundle(), "payouts.csv").get(0),
                    new BigInteger(gone[3]).longValueExact()));
    vault.propose(omitted);
    assertThat(run(omitted, "--payout", gone[0], "--dry-run")).as(said).isZero();
    assertThat(said).contains("challengeLowered of lowered " + gone[0]);
    assertThat(signed(omitted, "--payout", gone[0])).as(said).isZero();
    assertThat(vault.stands(2)).isFalse();
    assertThat(vault.stands(1)).isTrue();
  }

  @Test
  void rightPayout_andAnEpochWhoseWindowIsOver_lose() throws Exception {
    Bundle bundle = honest.get(0).bundle();
    vault.propose(bundle);
    String place = rows(bundle, "payouts.csv").get(0)[0];
    assertThat(signed(bundle, "--payout", place)).isEqualTo(1);
    assertThat(said).contains("nothing was sent: NoFault");
    vault.activate();
    assertThat(signed(bundle, "--payout", place)).isEqualTo(1);
    assertThat(said).contains("LOST: epoch 1 is active");
  }

  @Test
  void badOptions_areOneLine_codeTwo() throws Exception {
    Bundle bundle = honest.get(0).bundle();
    vault.propose(bundle);
    assertThat(run(bundle, "--find")).isEqualTo(2);
    assertThat(said).hasLineCount(1).contains("--keystore");
    assertThat(run(bundle, "--dry-run")).isEqualTo(2);
    assertThat(run(bundle, "--find", "--payout", "3", "--dry-run")).isEqualTo(2);
    assertThat(run(bundle, "--label", "nonsense", "--dry-run")).isEqualTo(2);
    assertThat(run(bundle, "--label", dataset + "/999", "--dry-run")).isEqualTo(2);
    assertThat(said).hasLineCount(1).contains("commits to no item 999");
    Files.writeString(folder.resolve("phrase"), "wrong");
    assertThat(signed(bundle, "--find")).isEqualTo(2);
    assertThat(said).contains("key.json: line 0, column 0: the keystore cannot be opened");
    Bundle another = moved(wrongLabel(rows(bundle, votes()).get(3)), 5);
    assertThat(run(another, "--find", "--dry-run")).isEqualTo(1);
    assertThat(said).contains("neither the root nor the data hash");
  }
}
