package io.assay.payout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.EpochBundle;
import io.assay.payout.receipts.LabelChallenge;
import io.assay.payout.receipts.PaymentProof;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/** An epoch as its poster published it, honest or not, and the calls that challenge it. */
final class ChallengeFixture {
  private static final byte[] SALT = new byte[32];

  private final VaultFixture on;
  private final Bundle bundle;
  private final byte[] root;
  final int depth;
  private final PayoutVault.Commitment commitment;
  private final List<PayoutVault.Allocation> allocations;

  private ChallengeFixture(
      VaultFixture on,
      Bundle bundle,
      byte[] root,
      int depth,
      PayoutVault.Commitment commitment,
      List<PayoutVault.Allocation> allocations) {
    this.on = on;
    this.bundle = bundle;
    this.root = root;
    this.depth = depth;
    this.commitment = commitment;
    this.allocations = allocations;
  }

  /** Funds an escrow for the epoch and proposes it with what the bundle's tables come to. */
  static ChallengeFixture propose(
      VaultFixture on, Bundle bundle, MerkleSumTree tree, BigInteger allocated) throws IOException {
    JsonNode told = new ObjectMapper().readTree(bundle.files().get("commitment.json"));
    LabelChallenge.Roots roots = anyChallenge(bundle).roots();
    PayoutVault.Commitment commitment =
        new PayoutVault.Commitment(
            hash(told, "manifestHash"),
            roots.items(),
            roots.weights(),
            PaymentProof.of(bundle, 0, tree.depth()).paymentsRoot());
    byte[] encoded =
        ByteBuffer.allocate(128)
            .put(commitment.manifest)
            .put(commitment.items)
            .put(commitment.weights)
            .put(commitment.payments)
            .array();
    byte[] root = Numeric.hexStringToByteArray(tree.rootHex());
    List<PayoutVault.Allocation> allocations =
        List.of(on.allocation(1, allocated.longValueExact()));
    on.send(on.sponsor, on.fund(1, allocated.longValueExact()));
    on.send(
        on.poster,
        on.vault.proposeEpoch(
            BigInteger.ONE,
            root,
            BigInteger.valueOf(tree.depth()),
            tree.total(),
            Hash.sha3(encoded),
            allocations));
    return new ChallengeFixture(on, bundle, root, tree.depth(), commitment, allocations);
  }

  static ChallengeFixture propose(VaultFixture on, EpochBundle epoch, MerkleSumTree tree)
      throws IOException {
    return propose(on, epoch.bundle(), tree, epoch.total());
  }

  /** A later epoch of an escrow that has the money, which commits to nothing beside its root. */
  static ChallengeFixture proposeNext(
      VaultFixture on, MerkleSumTree tree, long number, long allocated) {
    List<PayoutVault.Allocation> allocations = List.of(on.allocation(1, allocated));
    on.send(on.poster, on.propose(number, tree, allocations.get(0)));
    return ofPending(on, tree, allocations);
  }

  /** The epoch that is proposed already. */
  static ChallengeFixture ofPending(
      VaultFixture on, MerkleSumTree tree, List<PayoutVault.Allocation> allocations) {
    byte[] none = new byte[32];
    return new ChallengeFixture(
        on,
        new Bundle(new TreeMap<>()),
        Numeric.hexStringToByteArray(tree.rootHex()),
        tree.depth(),
        new PayoutVault.Commitment(none, none, none, none),
        allocations);
  }

  private static byte[] hash(JsonNode told, String field) {
    return Numeric.hexStringToByteArray(told.path(field).asText());
  }

  private static LabelChallenge anyChallenge(Bundle bundle) {
    String votes =
        bundle.files().keySet().stream()
            .filter(name -> name.endsWith("votes.csv"))
            .findFirst()
            .orElseThrow();
    UUID dataset = UUID.fromString(votes.split("/", -1)[1]);
    String table = new String(bundle.files().get(votes), StandardCharsets.UTF_8);
    return LabelChallenge.of(
        bundle, dataset, table.lines().skip(1).findFirst().orElseThrow().split(",", 2)[0]);
  }

  /** The bundle with one line of a file changed. */
  static Bundle with(Bundle bundle, String file, java.util.function.UnaryOperator<String> change) {
    SortedMap<String, byte[]> files = new TreeMap<>(bundle.files());
    String text = new String(files.get(file), StandardCharsets.UTF_8);
    files.put(file, change.apply(text).getBytes(StandardCharsets.UTF_8));
    return new Bundle(files);
  }

  /** Announces a challenge and lets a block pass. */
  void commit(String kind, int place) throws IOException {
    on.send(on.other, on.vault.commitChallenge(commitmentOf(kind, place)));
    on.passSeconds(1);
  }

  /** The same where it may be announced already. */
  void commitOnce(String kind, int place) throws IOException {
    on.attempt(on.other, on.vault.commitChallenge(commitmentOf(kind, place)));
    on.passSeconds(1);
  }

  private byte[] commitmentOf(String kind, int place) {
    byte[] name = new byte[32];
    byte[] ascii = kind.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, name, 0, ascii.length);
    byte[] fault = sha3(List.of(new Bytes32(name), new Uint32(place)));
    return sha3(
        List.of(new Address(on.other), new Bytes32(root), new Bytes32(fault), new Bytes32(SALT)));
  }

  private static byte[] sha3(List<org.web3j.abi.datatypes.Type> values) {
    return Numeric.hexStringToByteArray(Hash.sha3(FunctionEncoder.encodeConstructor(values)));
  }

  RemoteFunctionCall<TransactionReceipt> label(LabelChallenge challenge) {
    ByteBuffer dataset =
        ByteBuffer.allocate(32)
            .putLong(challenge.dataset().getMostSignificantBits())
            .putLong(challenge.dataset().getLeastSignificantBits());
    return on.vault.challengeLabel(
        commitment,
        new PayoutVault.Item(
            dataset.array(),
            BigInteger.valueOf(challenge.item()),
            BigInteger.valueOf(challenge.label()),
            challenge.base(),
            challenge.votes(),
            BigInteger.valueOf(challenge.place()),
            challenge.proof()),
        challenge.weights().stream()
            .map(
                one ->
                    new PayoutVault.Weight(one.row(), BigInteger.valueOf(one.place()), one.proof()))
            .toList(),
        SALT,
        allocations);
  }

  RemoteFunctionCall<TransactionReceipt> payout(PayoutVault.Leaf was, PayoutVault.Leaf now) {
    PaymentProof proof = PaymentProof.of(bundle, now.index.longValueExact(), depth);
    return on.vault.challengePayout(
        commitment,
        was,
        now,
        new PayoutVault.Payment(proof.lines(), proof.proof()),
        SALT,
        allocations);
  }

  RemoteFunctionCall<TransactionReceipt> doubled(long index, int first, int second) {
    PaymentProof proof = PaymentProof.of(bundle, index, depth);
    return on.vault.challengeDoubled(
        commitment,
        BigInteger.valueOf(index),
        new PayoutVault.Payment(proof.lines(), proof.proof()),
        BigInteger.valueOf(first),
        BigInteger.valueOf(second),
        SALT,
        allocations);
  }

  RemoteFunctionCall<TransactionReceipt> lowered(PayoutVault.Leaf was, PayoutVault.Leaf now) {
    return on.vault.challengeLowered(was, now, SALT, allocations);
  }

  static PayoutVault.Leaf leaf(MerkleSumTree.Leaf leaf, MerkleSumTree tree) {
    return new PayoutVault.Leaf(
        BigInteger.valueOf(leaf.index()),
        leaf.account(),
        leaf.cumulative(),
        Numeric.hexStringToByteArray(tree.proofHex(leaf.index())));
  }

  /** A place of the tree without a leaf. */
  static PayoutVault.Leaf absent(long index, MerkleSumTree tree) {
    return new PayoutVault.Leaf(
        BigInteger.valueOf(index),
        "0x" + "0".repeat(40),
        BigInteger.ZERO,
        Numeric.hexStringToByteArray(tree.proofOfPlaceHex(index)));
  }

  /** A place that had no leaf because it was outside the tree. */
  static PayoutVault.Leaf nothing(long index) {
    return new PayoutVault.Leaf(
        BigInteger.valueOf(index), "0x" + "0".repeat(40), BigInteger.ZERO, new byte[0]);
  }
}
