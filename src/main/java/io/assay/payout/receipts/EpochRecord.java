package io.assay.payout.receipts;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the platform knows of an epoch it closes.
 *
 * @param vaultAddress of the contract on the chain
 * @param previousRoot of the epoch before, 0x and 64 zeros before the first
 * @param previousTotal its sum
 * @param software name and version of the code whose fits and trees these are
 * @param leaves everybody who ever earned, by ascending index
 * @param datasets every one that a payment names
 */
public record EpochRecord(
    long number,
    long chainId,
    String vaultAddress,
    String previousRoot,
    BigInteger previousTotal,
    String software,
    List<Leaf> leaves,
    List<Payment> payments,
    List<DatasetRecord> datasets) {
  /**
   * A labeler's place, wallet, and what the epoch before had there.
   *
   * @param accountBefore null for who had no leaf
   * @param before base units, cumulative
   */
  public record Leaf(
      long index, String account, @Nullable String accountBefore, BigInteger before) {}

  /**
   * A ledger line that this epoch pays: the answer of a labeler to an item, a bonus, or a line of
   * {@link PlatformEscrow} by its number.
   *
   * @param item null for a bonus
   * @param round of a bonus; 0 for an answer
   */
  public record Payment(
      long index, UUID dataset, @Nullable String item, int round, BigInteger amount) {
    /** An answer. */
    public Payment(long index, UUID dataset, String item, BigInteger amount) {
      this(index, dataset, item, 0, amount);
    }
  }
}
