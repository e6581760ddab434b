package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Compares the ledger with what the chain holds, to the base unit. */
@ApplicationScoped
public class LedgerAudit {
  /**
   * The sums.
   *
   * @param ledger everything ever earned
   * @param settled the part an epoch has stamped
   * @param claimed what the vault says it has paid, over all leaves
   * @param onChain what all wallets a leaf ever named hold
   */
  public record Sums(
      TokenAmount ledger, TokenAmount settled, TokenAmount claimed, TokenAmount onChain) {}

  private final Jdbi jdbi;
  private final Epochs epochs;
  private final ChainGateway chain;

  LedgerAudit(Jdbi jdbi, Epochs epochs, ChainGateway chain) {
    this.jdbi = jdbi;
    this.epochs = epochs;
    this.chain = chain;
  }

  public TokenAmount ledger() {
    return sum("SELECT coalesce(sum(amount_base_units), 0) FROM ledger_entry");
  }

  public TokenAmount settled() {
    return sum(
        "SELECT coalesce(sum(amount_base_units), 0) FROM ledger_entry WHERE epoch_number IS NOT"
            + " NULL");
  }

  /**
   * Reads every leaf's account from the chain.
   *
   * @throws ChainGateway.Unavailable if it does not answer
   */
  public Sums sums() {
    TokenAmount claimed = TokenAmount.ZERO;
    TokenAmount onChain = TokenAmount.ZERO;
    long latest =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT coalesce(max(number), 0) FROM epoch")
                    .mapTo(Long.class)
                    .one());
    List<MerkleSumTree.Leaf> leaves = epochs.leaves(latest);
    for (MerkleSumTree.Leaf leaf : leaves) {
      claimed = claimed.plus(chain.claimed(leaf.index()));
    }
    for (String wallet : wallets()) {
      onChain = onChain.plus(chain.balance(new WalletAddress(wallet)));
    }
    return new Sums(ledger(), settled(), claimed, onChain);
  }

  /** Every wallet a leaf ever named: people change theirs. */
  private List<String> wallets() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT DISTINCT wallet_address FROM payout ORDER BY wallet_address")
                .mapTo(String.class)
                .list());
  }

  private TokenAmount sum(String sql) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                .one());
  }
}
