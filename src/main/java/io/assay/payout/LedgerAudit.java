package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /*
   * Checks within the database are one statement, so they see one moment. Of the chain more is read
   * later than earlier: funds credited here reach it after, so the credited sum is read first and the
   * vault's balance before what it paid, which can only raise what is found; epochs are read after
   * the claims they must cover.
   */
  /**
   * Compares submissions, ledger, postings, epochs and chain.
   *
   * @throws ChainGateway.Unavailable if the chain does not answer
   */
  List<AuditLine> lines() {
    List<AuditLine> lines = new ArrayList<>(booked());
    TokenAmount funded = sum("SELECT coalesce(sum(funded_base_units), 0) FROM dataset");
    boolean onItsWay = fundsOnTheirWay();
    TokenAmount held = chain.vaultBalance();
    Map<Long, TokenAmount> claimed = new TreeMap<>();
    for (long index : indexes()) {
      claimed.put(index, chain.claimed(index));
    }
    Map<Long, TokenAmount> promised = promised();
    TokenAmount paid = TokenAmount.ZERO;
    TokenAmount covered = TokenAmount.ZERO;
    for (Map.Entry<Long, TokenAmount> one : claimed.entrySet()) {
      TokenAmount most = promised.getOrDefault(one.getKey(), TokenAmount.ZERO);
      paid = paid.plus(one.getValue());
      covered = covered.plus(one.getValue().compareTo(most) <= 0 ? one.getValue() : most);
    }
    lines.add(AuditLine.of(AuditCheck.CHAIN_CLAIMS, covered, paid));
    if (!onItsWay) {
      TokenAmount there = held.plus(paid);
      lines.add(
          AuditLine.of(
              AuditCheck.CHAIN_FUNDS, funded, there.compareTo(funded) < 0 ? there : funded));
    }
    return lines;
  }

  private List<AuditLine> booked() {
    String all =
        Arrays.stream(AuditCheck.values())
            .filter(check -> check.query() != null)
            .map(
                check ->
                    "SELECT '%s', coalesce(sum(e), 0), coalesce(sum(f), 0), coalesce(sum(abs(e - f)), 0) FROM (%s) AS pair (k, e, f)"
                        .formatted(check.name(), check.query()))
            .collect(Collectors.joining(" UNION ALL "));
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(all)
                .map(
                    (row, context) ->
                        new AuditLine(
                            AuditCheck.valueOf(row.getString(1)),
                            row.getBigDecimal(2).toBigIntegerExact(),
                            row.getBigDecimal(3).toBigIntegerExact(),
                            TokenAmount.ofNumeric(row.getBigDecimal(4))))
                .list());
  }

  /** Whether the chain still has to be told of funds. */
  private boolean fundsOnTheirWay() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT 1 FROM outbox_event e JOIN outbox_position p
                      ON p.topic = e.topic AND (p.transaction, p.event_id) < (e.transaction, e.id)
                      WHERE e.topic = :topic)
                    """)
                .bind("topic", Funding.TOPIC)
                .mapTo(Boolean.class)
                .one());
  }

  private List<Long> indexes() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT DISTINCT labeler_index FROM payout")
                .mapTo(Long.class)
                .list());
  }

  /** What each leaf was promised in all, by place. */
  private Map<Long, TokenAmount> promised() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT labeler_index, max(cumulative_base_units) FROM payout GROUP BY 1")
                .map(
                    (row, context) ->
                        Map.entry(row.getLong(1), TokenAmount.ofNumeric(row.getBigDecimal(2))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
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
