package io.assay.payout;

import io.assay.platform.TokenAmount;
import java.util.List;

/** Port: what the vault paid, block by block. */
interface ClaimLog {
  /** What a leaf was paid in all, by the transaction that paid the last of it. */
  record Paid(long index, TokenAmount cumulative, String transactionHash) {}

  /** The newest block that is deep enough to be final. */
  long finalBlock();

  /** Claims of these blocks, both included, oldest first. */
  List<Paid> claims(long fromBlock, long toBlock);

  /** All the vault had paid by the end of a block. */
  TokenAmount totalClaimed(long block);
}
