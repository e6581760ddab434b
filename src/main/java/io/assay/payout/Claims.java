package io.assay.payout;

import io.assay.account.LabelerId;
import io.assay.account.WalletAddress;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Withdrawals from the vault. The contract pays only the account a leaf names, so the server may
 * send the claim for anyone; a leaf of the active epoch is proved, whatever epochs were missed.
 */
@ApplicationScoped
class Claims {
  /** What a labeler's leaf in the active epoch is worth. */
  record Standing(long epoch, long index, WalletAddress wallet, TokenAmount cumulative) {}

  /** A claim as it was sent. */
  record Claim(
      String transactionHash,
      TokenAmount amountBaseUnits,
      String state,
      TokenAmount walletBalanceBaseUnits) {}

  private final Jdbi jdbi;
  private final Epochs epochs;
  private final ChainGateway chain;

  Claims(Jdbi jdbi, Epochs epochs, ChainGateway chain) {
    this.jdbi = jdbi;
    this.epochs = epochs;
    this.chain = chain;
  }

  /** The labeler's leaf under the root that claims are checked against now. */
  Optional<Standing> standing(LabelerId labeler) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT p.epoch_number, p.labeler_index, p.wallet_address, p.cumulative_base_units
                    FROM payout p
                    WHERE p.labeler_id = :labeler
                      AND p.epoch_number = (SELECT max(number) FROM epoch WHERE state = 'FINAL')
                    """)
                .bind("labeler", labeler.value())
                .map(
                    (row, context) ->
                        new Standing(
                            row.getLong("epoch_number"),
                            row.getLong("labeler_index"),
                            new WalletAddress(row.getString("wallet_address")),
                            TokenAmount.ofNumeric(row.getBigDecimal("cumulative_base_units"))))
                .findOne());
  }

  /**
   * Claims all the labeler has coming.
   *
   * @throws Problem 409 {@code nothing-to-claim} where there is nothing, or it is claimed; 503
   *     {@code chain-unavailable} when the outcome is not known: claiming again is safe
   */
  Claim claim(LabelerId labeler) {
    Standing standing = standing(labeler).orElseThrow(Claims::nothing);
    try {
      TokenAmount before = chain.claimed(standing.index());
      if (before.compareTo(standing.cumulative()) >= 0) {
        throw nothing();
      }
      String proof = MerkleSumTree.of(epochs.leaves(standing.epoch())).proofHex(standing.index());
      String transaction =
          chain.claim(standing.index(), standing.wallet(), standing.cumulative(), proof);
      return new Claim(
          transaction,
          standing.cumulative().minus(before),
          "CONFIRMED",
          chain.balance(standing.wallet()));
    } catch (ChainGateway.Unavailable e) {
      throw Problem.of(
          503, "chain-unavailable", "The chain does not answer; claim again in a while.");
    }
  }

  private static Problem nothing() {
    return Problem.conflict("nothing-to-claim", "There is nothing to claim yet.");
  }
}
