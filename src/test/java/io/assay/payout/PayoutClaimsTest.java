package io.assay.payout;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import io.assay.platform.TestChain;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;
import org.web3j.crypto.StructuredDataEncoder;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/** Claims for others, to others and of many at once. */
class PayoutClaimsTest {
  private static final Credentials ANN = Credentials.create("0x" + "11".repeat(32));
  private static final String NEW_HOME = "0x" + "77".repeat(20);
  private static final BigInteger FAR = BigInteger.valueOf(99_999_999_999L);

  @TempDir static Path home;
  private static TestChain chain;

  @BeforeAll
  static void start() throws IOException {
    chain = TestChain.start(home);
  }

  @AfterAll
  static void stop() throws IOException {
    chain.close();
  }

  private static MerkleSumTree activate(VaultFixture on, List<Leaf> leaves) throws Exception {
    MerkleSumTree tree = MerkleSumTree.of(leaves);
    long active = on.vault.activeEpoch().send().longValueExact();
    BigInteger before = on.vault.epochs(BigInteger.valueOf(active)).send().component3();
    long more = tree.total().subtract(before).longValueExact();
    on.send(on.sponsor, on.fund(1, more));
    on.send(on.poster, on.propose(active + 1, tree, on.allocation(1, more)));
    on.send(on.other, on.vault.activate());
    return tree;
  }

  private static String typedData(VaultFixture on, Leaf leaf, String to, BigInteger deadline)
      throws IOException {
    String chainId = on.web3j.ethChainId().send().getChainId().toString();
    return """
        {"types": {"EIP712Domain": [{"name": "name", "type": "string"},
            {"name": "version", "type": "string"}, {"name": "chainId", "type": "uint256"},
            {"name": "verifyingContract", "type": "address"}],
          "ClaimTo": [{"name": "index", "type": "uint32"}, {"name": "account", "type": "address"},
            {"name": "to", "type": "address"}, {"name": "cumulative", "type": "uint128"},
            {"name": "deadline", "type": "uint256"}]},
         "primaryType": "ClaimTo",
         "domain": {"name": "Assay Payout Vault", "version": "1", "chainId": "%s",
          "verifyingContract": "%s"},
         "message": {"index": "%d", "account": "%s", "to": "%s", "cumulative": "%s",
          "deadline": "%s"}}
        """
        .formatted(
            chainId,
            on.vaultAddress,
            leaf.index(),
            leaf.account(),
            to,
            leaf.cumulative(),
            deadline);
  }

  private static byte[] signed(VaultFixture on, Leaf leaf, String to, BigInteger deadline)
      throws IOException {
    byte[] hash = new StructuredDataEncoder(typedData(on, leaf, to, deadline)).hashStructuredData();
    Sign.SignatureData signature = Sign.signMessage(hash, ANN.getEcKeyPair(), false);
    byte[] bytes = new byte[65];
    System.arraycopy(signature.getR(), 0, bytes, 0, 32);
    System.arraycopy(signature.getS(), 0, bytes, 32, 32);
    bytes[64] = signature.getV()[0];
    return bytes;
  }

  private static RemoteFunctionCall<TransactionReceipt> claimTo(
      VaultFixture on, Leaf leaf, String to, BigInteger deadline, String proof, byte[] signature) {
    return on.vault.claimTo(
        BigInteger.valueOf(leaf.index()),
        leaf.account(),
        to,
        leaf.cumulative(),
        deadline,
        Numeric.hexStringToByteArray(proof),
        signature);
  }

  @Test
  void claimTo_paysWhereTheAccountSigned_andNowhereElse() throws Exception {
    VaultFixture on = VaultFixture.deploy(chain.rpcUrl(), 0, 100);
    Leaf ann = new Leaf(1, ANN.getAddress(), BigInteger.valueOf(70));
    MerkleSumTree tree = activate(on, List.of(VaultFixture.leaf(0, 30), ann));
    String proof = tree.proofHex(1);
    byte[] signature = signed(on, ann, NEW_HOME, FAR);
    assertThat(on.attempt(on.other, claimTo(on, ann, on.other, FAR, proof, signature)))
        .isEqualTo("WrongSignature");
    assertThat(
            on.attempt(
                on.other,
                claimTo(
                    on,
                    ann,
                    NEW_HOME,
                    BigInteger.TEN,
                    proof,
                    signed(on, ann, NEW_HOME, BigInteger.TEN))))
        .isEqualTo("SignatureExpired");
    Leaf more = new Leaf(1, ANN.getAddress(), BigInteger.valueOf(71));
    assertThat(
            on.attempt(
                on.other, claimTo(on, more, NEW_HOME, FAR, proof, signed(on, more, NEW_HOME, FAR))))
        .isEqualTo("WrongProof");
    assertThat(on.attempt(on.other, claimTo(on, ann, NEW_HOME, FAR, proof, signature)))
        .isEqualTo("accepted");
    assertThat(on.balance(NEW_HOME)).isEqualTo(70);
    assertThat(on.balance(ANN.getAddress())).isZero();
    assertThat(on.attempt(on.other, claimTo(on, ann, NEW_HOME, FAR, proof, signature)))
        .isEqualTo("NothingToClaim");
  }

  @Test
  void claimTo_ofAContractWallet_asksTheContract() throws Exception {
    VaultFixture on = VaultFixture.deploy(chain.rpcUrl(), 0, 100);
    String binary = Files.readString(Path.of("target/solidity-test/ContractWallet.bin"));
    String wallet = VaultFixture.deploy(on.web3j, on.other, binary, List.of());
    Leaf leaf = new Leaf(0, wallet, BigInteger.valueOf(50));
    MerkleSumTree tree = activate(on, List.of(leaf));
    var claim = claimTo(on, leaf, NEW_HOME, FAR, tree.proofHex(0), new byte[0]);
    assertThat(on.attempt(on.other, claim)).isEqualTo("WrongSignature");
    byte[] hash =
        new StructuredDataEncoder(typedData(on, leaf, NEW_HOME, FAR)).hashStructuredData();
    Function agree = new Function("agree", List.of(new Bytes32(hash)), List.of());
    on.sendData(on.other, wallet, FunctionEncoder.encode(agree));
    assertThat(on.attempt(on.other, claim)).isEqualTo("accepted");
  }

  /** Claims the places of a subtree, with a leaf or without. */
  static RemoteFunctionCall<TransactionReceipt> range(
      VaultFixture on, MerkleSumTree tree, List<Leaf> leaves, int start, int size) {
    List<String> accounts = new ArrayList<>();
    List<BigInteger> cumulatives = new ArrayList<>();
    for (int place = start; place < start + size; place++) {
      int at = place;
      Leaf leaf = leaves.stream().filter(one -> one.index() == at).findFirst().orElse(null);
      accounts.add(leaf == null ? "0x" + "0".repeat(40) : leaf.account());
      cumulatives.add(leaf == null ? BigInteger.ZERO : leaf.cumulative());
    }
    return on.vault.claimRange(
        BigInteger.valueOf(start),
        accounts,
        cumulatives,
        Numeric.hexStringToByteArray(
            tree.proofOfRangeHex(start, Integer.numberOfTrailingZeros(size))));
  }

  @Test
  void claimRange_paysEverybodyInIt_andPassesOverWhoIsRefused() throws Exception {
    VaultFixture on = VaultFixture.deployWith(chain.rpcUrl(), "RefusingToken");
    List<Leaf> leaves = new ArrayList<>();
    for (int i : new int[] {0, 1, 3, 4, 5, 6, 9}) {
      leaves.add(VaultFixture.leaf(i, 10 + i));
    }
    MerkleSumTree tree = activate(on, leaves);
    refuse(on, leaves.get(1).account(), 1);
    refuse(on, leaves.get(3).account(), 2);
    on.send(on.other, on.claim(leaves.get(0), tree.proofHex(0)));
    assertThat(on.attempt(on.other, range(on, tree, leaves, 0, 8))).isEqualTo("accepted");
    for (Leaf leaf : leaves) {
      boolean paid = leaf.index() != 1 && leaf.index() != 4 && leaf.index() != 9;
      assertThat(on.balance(leaf.account()))
          .as("place %d", leaf.index())
          .isEqualTo(paid ? leaf.cumulative() : BigInteger.ZERO);
    }
    assertThat(on.unstaked()).isEqualTo(11 + 14 + 19);
    refuse(on, leaves.get(1).account(), 0);
    on.send(on.other, on.claim(leaves.get(1), tree.proofHex(1)));
    assertThat(on.attempt(on.other, range(on, tree, leaves, 0, 8))).isEqualTo("accepted");
    assertThat(on.unstaked()).as("nobody is paid twice").isEqualTo(14 + 19);
  }

  private static void refuse(VaultFixture on, String account, int how) {
    Function refuse =
        new Function("refuse", List.of(new Address(account), new Uint8(how)), List.of());
    on.sendData(on.other, on.tokenAddress, FunctionEncoder.encode(refuse));
  }

  @Test
  void claimRange_thatIsNone_isRefused() throws Exception {
    VaultFixture on = VaultFixture.deploy(chain.rpcUrl(), 0, 100);
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      leaves.add(VaultFixture.leaf(i, 10 + i));
    }
    MerkleSumTree tree = activate(on, leaves);
    List<Leaf> greedy = new ArrayList<>(leaves);
    greedy.set(2, VaultFixture.leaf(2, 13));
    greedy.set(3, VaultFixture.leaf(3, 12));
    assertThat(on.attempt(on.other, range(on, tree, greedy, 0, 4))).isEqualTo("WrongProof");
    List<Leaf> gap = leaves.subList(1, 8);
    assertThat(on.attempt(on.other, range(on, tree, gap, 0, 4))).isEqualTo("WrongProof");
    var odd =
        on.vault.claimRange(
            BigInteger.ONE,
            List.of(leaves.get(1).account(), leaves.get(2).account()),
            List.of(BigInteger.valueOf(11), BigInteger.valueOf(12)),
            new byte[96]);
    assertThat(on.attempt(on.other, odd)).isEqualTo("WrongRange");
    var three =
        on.vault.claimRange(
            BigInteger.ZERO,
            List.of(on.other, on.other, on.other),
            List.of(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE),
            new byte[0]);
    assertThat(on.attempt(on.other, three)).isEqualTo("WrongRange");
    var uneven = on.vault.claimRange(BigInteger.ZERO, List.of(on.other), List.of(), new byte[144]);
    assertThat(on.attempt(on.other, uneven)).isEqualTo("WrongRange");
    assertThat(on.attempt(on.other, range(on, tree, leaves, 8, 8))).isEqualTo("IndexOutsideTree");
    assertThat(on.attempt(on.other, range(on, tree, leaves, 0, 8))).isEqualTo("accepted");
    assertThat(on.unstaked()).isZero();
  }

  @Test
  void everyError_ofTheVaultAndItsToken_hasAName() throws IOException {
    for (String abi : List.of("PayoutVault", "DemoToken")) {
      var errors =
          new com.fasterxml.jackson.databind.ObjectMapper()
              .readTree(Path.of("target/solidity/" + abi + ".abi").toFile());
      for (var entry : errors) {
        if (entry.path("type").asText().equals("error")) {
          List<String> types = new ArrayList<>();
          entry.path("inputs").forEach(input -> types.add(input.path("type").asText()));
          String name = entry.path("name").asText();
          String selector =
              org.web3j.crypto.Hash.sha3String(name + "(" + String.join(",", types) + ")")
                  .substring(0, 10);
          assertThat(VaultErrors.nameOf(selector + "00".repeat(32))).isEqualTo(name);
        }
      }
    }
  }
}
