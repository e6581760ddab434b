package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.platform.TokenAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Port: the vault contract and its token on a chain. Every call may be repeated: the implementation
 * reads the chain before it writes, so that nothing is funded, proposed or paid twice.
 */
public interface ChainGateway {
  /** The chain cannot be reached, or what became of a transaction is not known yet. */
  final class Unavailable extends io.assay.platform.Unavailable {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public Unavailable(String message) {
      super(message);
    }
  }

  /** Where the contracts are. */
  record Deployment(long chainId, String vaultAddress, String tokenAddress) {}

  /**
   * A dataset's escrow.
   *
   * @param available what epochs and refunds may still take
   * @param refunded what it ever gave back
   * @param refundableAt when the announced notice ends; null where none is announced
   */
  record Escrow(TokenAmount available, TokenAmount refunded, @Nullable Instant refundableAt) {}

  Deployment deployment();

  /**
   * Raises what a dataset's escrow ever received to {@code total}; nothing where it has it already.
   *
   * @return the transaction's hash, or that of the earlier one
   */
  String fund(UUID datasetId, TokenAmount total);

  /** How long the vault waits between the announcement of a refund and the refund. */
  Duration notice();

  Escrow escrow(UUID datasetId);

  /** What the escrow ever gave back, as of the block that is deep enough to be final. */
  TokenAmount finallyRefunded(UUID datasetId);

  /** Starts the notice of a dataset's escrow; the hash of the transaction. */
  String announceClose(UUID datasetId);

  /**
   * Raises what a dataset's escrow ever gave back to {@code total}; nothing where it is that
   * already.
   *
   * @return the transaction's hash, empty where there was nothing to do
   */
  String refund(UUID datasetId, TokenAmount total);

  /** Number of the epoch whose root claims are checked against; 0 before the first. */
  long activeEpoch();

  /** The same as of the block that is deep enough to be taken for final; 0 before the first. */
  long finalEpoch();

  /**
   * Proposes the epoch and activates it when its window allows.
   *
   * @return the hash of the proposing transaction
   */
  String settle(Epoch epoch, Map<UUID, TokenAmount> allocations);

  /** Pays an account what its leaf has not had yet; the hash of the transaction. */
  String claim(long index, WalletAddress account, TokenAmount cumulative, String proofHex);

  /** What the leaf at this place has been paid. */
  TokenAmount claimed(long index);

  /** Tokens an address holds. */
  TokenAmount balance(WalletAddress account);

  /** Tokens the vault holds for datasets and labelers: all but the stake and bounties. */
  TokenAmount vaultBalance();

  /** Tokens the sponsor holds or has put into the vault, claimed ones included. */
  TokenAmount treasury();
}
