package io.assay.payout;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.LabelChallenge;
import io.assay.payout.receipts.PaymentProof;
import io.assay.payout.receipts.PublishedEpoch;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.utils.Numeric;

/** The calls with which the vault is shown a fault of a proposed epoch (see IEpochChallenges). */
final class ChallengeCalls {
  private static final int WORD = 32;
  private static final String NOBODY = "0x" + "0".repeat(40);

  /**
   * A challenge.
   *
   * @param fault the hash of its kind and place
   * @param data what is sent to the vault when it is told
   */
  record Call(String function, String kind, long place, String fault, String data) {}

  private final PayoutVault vault;
  private final Bundle bundle;
  private final PublishedEpoch epoch;
  private final byte[] salt;
  private final List<PayoutVault.Allocation> allocations;

  /**
   * The calls about an epoch.
   *
   * @param salt 32 bytes that nobody else knows before the challenge is told
   * @param allocations as they were proposed, in their order
   */
  ChallengeCalls(
      PayoutVault vault,
      Bundle bundle,
      PublishedEpoch epoch,
      byte[] salt,
      List<PayoutVault.Allocation> allocations) {
    this.vault = vault;
    this.bundle = bundle;
    this.epoch = epoch;
    this.salt = salt.clone();
    this.allocations = allocations;
  }

  Call label(LabelChallenge challenge) {
    PayoutVault.Item item =
        new PayoutVault.Item(
            bytes32(challenge.dataset()),
            BigInteger.valueOf(challenge.item()),
            BigInteger.valueOf(challenge.label()),
            challenge.base(),
            challenge.votes(),
            BigInteger.valueOf(challenge.place()),
            challenge.proof());
    List<PayoutVault.Weight> weights =
        challenge.weights().stream()
            .map(
                one ->
                    new PayoutVault.Weight(one.row(), BigInteger.valueOf(one.place()), one.proof()))
            .toList();
    return call(
        "challengeLabel",
        "label",
        challenge.place(),
        vault.challengeLabel(commitment(challenge.roots()), item, weights, salt, allocations));
  }

  Call payout(PublishedEpoch.Fault fault) {
    long index = fault.index();
    String kind = fault.kind().name().toLowerCase(Locale.ROOT);
    return switch (fault.kind()) {
      case LOWERED ->
          call(
              "challengeLowered",
              kind,
              index,
              vault.challengeLowered(was(index), now(index), salt, allocations));
      case PAYOUT ->
          call(
              "challengePayout",
              kind,
              index,
              vault.challengePayout(
                  commitment(), was(index), now(index), payment(index), salt, allocations));
      case DOUBLED ->
          call(
              "challengeDoubled",
              kind,
              index,
              vault.challengeDoubled(
                  commitment(),
                  BigInteger.valueOf(index),
                  payment(index),
                  BigInteger.valueOf(fault.first()),
                  BigInteger.valueOf(fault.second()),
                  salt,
                  allocations));
    };
  }

  private static Call call(
      String function, String kind, long place, RemoteFunctionCall<?> encoded) {
    byte[] name = new byte[WORD];
    byte[] ascii = kind.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, name, 0, ascii.length);
    String fault = sha3(List.of(new Bytes32(name), new Uint32(place)));
    return new Call(function, kind, place, fault, encoded.encodeFunctionCall());
  }

  /** What announces a challenge without telling it. */
  byte[] announcement(String challenger, byte[] root, Call call) {
    return Numeric.hexStringToByteArray(
        sha3(
            List.of(
                new Address(challenger),
                new Bytes32(root),
                new Bytes32(Numeric.hexStringToByteArray(call.fault())),
                new Bytes32(salt))));
  }

  /** What the tables of the bundle come to; the chain has the hash of it. */
  byte[] dataHash() {
    PayoutVault.Commitment one = commitment();
    return Hash.sha3(
        ByteBuffer.allocate(4 * WORD)
            .put(one.manifest)
            .put(one.items)
            .put(one.weights)
            .put(one.payments)
            .array());
  }

  private PayoutVault.Commitment commitment() {
    return commitment(LabelChallenge.roots(bundle));
  }

  private PayoutVault.Commitment commitment(LabelChallenge.Roots roots) {
    return new PayoutVault.Commitment(
        Numeric.hexStringToByteArray(epoch.name().manifestHash()),
        roots.items(),
        roots.weights(),
        PaymentProof.of(bundle, 0, epoch.tree().depth()).paymentsRoot());
  }

  private PayoutVault.Payment payment(long index) {
    PaymentProof proof = PaymentProof.of(bundle, index, epoch.tree().depth());
    return new PayoutVault.Payment(proof.lines(), proof.proof());
  }

  private PayoutVault.Leaf now(long index) {
    return leaf(index, epoch.find(index), Optional.of(epoch.tree()));
  }

  private PayoutVault.Leaf was(long index) {
    return leaf(index, epoch.findBefore(index), epoch.treeBefore());
  }

  /** A place without a leaf is proven to be empty; one outside the tree needs no proof. */
  private static PayoutVault.Leaf leaf(
      long index, Optional<MerkleSumTree.Leaf> leaf, Optional<MerkleSumTree> tree) {
    boolean inside = tree.isPresent() && index >> tree.get().depth() == 0;
    return new PayoutVault.Leaf(
        BigInteger.valueOf(index),
        leaf.map(MerkleSumTree.Leaf::account).orElse(NOBODY),
        leaf.map(MerkleSumTree.Leaf::cumulative).orElse(BigInteger.ZERO),
        inside
            ? Numeric.hexStringToByteArray(tree.orElseThrow().proofOfPlaceHex(index))
            : new byte[0]);
  }

  private static byte[] bytes32(UUID id) {
    return ByteBuffer.allocate(WORD)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static String sha3(List<Type> values) {
    return Hash.sha3(FunctionEncoder.encodeConstructor(values));
  }
}
