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
import java.util.UUID;
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
  private final ClaimPostings claimPostings;

  LedgerAudit(Jdbi jdbi, Epochs epochs, ChainGateway chain, ClaimPostings claimPostings) {
    this.jdbi = jdbi;
    this.epochs = epochs;
    this.chain = chain;
    this.claimPostings = claimPostings;
  }

  public TokenAmount ledger() {
    return sum(
        "SELECT (SELECT coalesce(sum(amount_base_units), 0) FROM ledger_entry) + (SELECT"
            + " coalesce(sum(amount_base_units), 0) FROM goodwill)");
  }

  public TokenAmount settled() {
    return sum(
        "SELECT coalesce(sum(amount_base_units), 0) FROM (SELECT amount_base_units, epoch_number"
            + " FROM ledger_entry UNION ALL SELECT amount_base_units, epoch_number FROM goodwill)"
            + " line WHERE epoch_number IS NOT NULL");
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
    claimPostings.read();
    List<AuditLine> lines = new ArrayList<>(booked());
    lines.add(claims());
    lines.add(refunds());
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

  /** One statement, so that a claim posted meanwhile is on both sides or on none. */
  private AuditLine claims() {
    ChainGateway.Deployment deployment = chain.deployment();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT (SELECT coalesce(sum(claimed_base_units), 0) FROM claim_cursor
                        WHERE chain_id = :chain AND vault_address = :vault),
                      (SELECT coalesce(sum(amount_base_units), 0) FROM posting WHERE kind = 'CLAIM')
                    """)
                .bind("chain", deployment.chainId())
                .bind("vault", deployment.vaultAddress())
                .map(
                    (row, context) ->
                        AuditLine.of(
                            AuditCheck.CLAIMS_POSTINGS,
                            TokenAmount.ofNumeric(row.getBigDecimal(1)),
                            TokenAmount.ofNumeric(row.getBigDecimal(2))))
                .one());
  }

  /** What came back here was back on the chain before; of the chain nothing less than that. */
  private AuditLine refunds() {
    TokenAmount booked = TokenAmount.ZERO;
    TokenAmount covered = TokenAmount.ZERO;
    for (Map.Entry<UUID, TokenAmount> one : refunded().entrySet()) {
      TokenAmount there = chain.escrow(one.getKey()).refunded();
      booked = booked.plus(one.getValue());
      covered = covered.plus(there.compareTo(one.getValue()) < 0 ? there : one.getValue());
    }
    return AuditLine.of(AuditCheck.CHAIN_REFUNDS, booked, covered);
  }

  private Map<UUID, TokenAmount> refunded() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT dataset_id, sum(amount_base_units) FROM dataset_refund WHERE state ="
                        + " 'REFUNDED' GROUP BY 1")
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getObject(1, UUID.class),
                            TokenAmount.ofNumeric(row.getBigDecimal(2))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
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
