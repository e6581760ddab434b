package io.assay.payout;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * The vault's events say what a leaf was paid in all, and what is posted of a leaf is brought to
 * that: a claim read twice, or made again on a chain that forgot it, is posted once. Blocks are read
 * when they are deep enough, and how far is kept with what was read in one transaction.
 */
/** Posts the claims that the chain has seen. */
@ApplicationScoped
class ClaimPostings {
  private static final Logger LOG = Logger.getLogger(ClaimPostings.class);
  private static final int RANGE = 2_000;
  private static final long LOCK = 0x434c_4149_4dL;

  private final Jdbi jdbi;
  private final ChainGateway chain;
  private final ClaimLog log;

  ClaimPostings(Jdbi jdbi, ChainGateway chain, ClaimLog log) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.log = log;
  }

  @Scheduled(
      every = "${assay.payout.transfers-every:30s}",
      delayed = "${assay.payout.transfers-every:30s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void readLately() {
    try {
      read();
    } catch (ChainGateway.Unavailable e) {
      LOG.warnf("Claims could not be read: %s", e.getMessage());
    }
  }

  /**
   * Posts all claims up to the last final block.
   *
   * @throws ChainGateway.Unavailable if the chain does not answer
   */
  void read() {
    ChainGateway.Deployment deployment = chain.deployment();
    long last = log.finalBlock();
    boolean more = true;
    while (more) {
      more = jdbi.inTransaction(handle -> read(handle, deployment, last));
    }
  }

  /** Whether there is more to read. */
  private boolean read(Handle handle, ChainGateway.Deployment deployment, long last) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
    long from =
        handle
                .createQuery(
                    "SELECT coalesce(max(last_block), -1) FROM claim_cursor WHERE chain_id = :chain"
                        + " AND vault_address = :vault")
                .bind("chain", deployment.chainId())
                .bind("vault", deployment.vaultAddress())
                .mapTo(Long.class)
                .one()
            + 1;
    if (from > last) {
      return false;
    }
    long to = Math.min(last, from + RANGE - 1);
    List<ClaimLog.Paid> claims = log.claims(from, to);
    claims.forEach(
        one -> Postings.claim(handle, one.index(), one.cumulative(), one.transactionHash()));
    handle
        .createUpdate(
            """
            INSERT INTO claim_cursor (chain_id, vault_address, last_block, claimed_base_units)
            VALUES (:chain, :vault, :block, :claimed) ON CONFLICT (chain_id, vault_address)
            DO UPDATE SET last_block = excluded.last_block,
              claimed_base_units = excluded.claimed_base_units
            """)
        .bind("chain", deployment.chainId())
        .bind("vault", deployment.vaultAddress())
        .bind("block", to)
        .bind("claimed", log.totalClaimed(to).toNumeric())
        .execute();
    return to < last;
  }
}
