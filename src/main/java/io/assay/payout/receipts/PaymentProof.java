package io.assay.payout.receipts;

import io.assay.payout.merkle.MerkleTree;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an epoch says a labeler is paid for, and the proof of it under the root of payments (see
 * IEpochChallenges). Read from the table of a bundle as it is, right or wrong.
 *
 * @param lines as they are in the leaf; empty for who is paid nothing
 * @param paymentsRoot where the proof leads
 */
@SuppressWarnings("ArrayRecordComponent") // Built once for one call.
public record PaymentProof(long index, byte[] lines, byte[] proof, byte[] paymentsRoot) {
  /**
   * Prepares the proof of one labeler.
   *
   * @param depth of the tree of payouts
   * @throws Difference if the table cannot be read
   */
  public static PaymentProof of(Bundle bundle, long index, int depth) {
    SortedMap<Long, List<Commitment.Line>> lines = lines(bundle);
    SortedMap<Long, byte[]> leaves = new TreeMap<>();
    lines.forEach((place, own) -> leaves.put(place, Commitment.paymentLeaf(place, own)));
    MerkleTree tree = MerkleTree.of(leaves, depth);
    List<Commitment.Line> own = lines.getOrDefault(index, List.of());
    ByteBuffer bytes = ByteBuffer.allocate(own.size() * Commitment.LINE_BYTES);
    own.forEach(line -> line.write(bytes));
    return new PaymentProof(index, bytes.array(), tree.proof(index), tree.root());
  }

  /** The lines of everybody, by place. */
  static SortedMap<Long, List<Commitment.Line>> lines(Bundle bundle) {
    SortedMap<Long, List<Commitment.Line>> lines = new TreeMap<>();
    Csv.read(
        bundle,
        PayoutTables.PAYMENTS,
        PayoutTables.PAYMENT_COLUMNS,
        row ->
            lines
                .computeIfAbsent(Long.parseLong(row.get(0)), place -> new ArrayList<>())
                .add(
                    new Commitment.Line(
                        UUID.fromString(row.get(1)),
                        BonusTables.lineNumber(row.get(2)),
                        new BigInteger(row.get(3)))));
    return lines;
  }
}
