package io.assay.payout;

import io.assay.payout.receipts.PlatformEscrow;
import io.assay.platform.TokenAmount;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Goodwill comes out of an escrow of the platform's own, so no dataset pays for it. An epoch takes
 * only what that escrow has on the chain already: one that lacked it would hold back all later ones.
 * The appeal is the line's key and its epoch is stamped once, so it is paid once.
 */
/** What the platform pays on top of restored pay for having been wrong. */
@ApplicationScoped
class Goodwill {
  /** The platform's escrow, where the vault has one a dataset. */
  static final UUID ESCROW = PlatformEscrow.ID;

  private static final Logger LOG = Logger.getLogger(Goodwill.class);

  private final Jdbi jdbi;
  private final ChainGateway chain;

  Goodwill(Jdbi jdbi, ChainGateway chain) {
    this.jdbi = jdbi;
    this.chain = chain;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void cover() {
    List<Integer> bare =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT number FROM goodwill WHERE escrowed_at IS NULL")
                    .mapTo(Integer.class)
                    .list());
    if (bare.isEmpty()) {
      return;
    }
    try {
      chain.fund(ESCROW, total());
    } catch (ChainGateway.Unavailable | IllegalStateException e) {
      LOG.warnf("Goodwill waits for its escrow: %s", e.getMessage());
      return;
    }
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE goodwill SET escrowed_at = now() WHERE number = ANY (:numbers) AND"
                        + " escrowed_at IS NULL")
                .bindArray("numbers", Integer.class, bare.toArray())
                .execute());
  }

  /** All that was ever given. */
  TokenAmount total() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT coalesce(sum(amount_base_units), 0) FROM goodwill")
                .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                .one());
  }

  /** Lines that an epoch may pay now: covered, of labelers with a wallet who are not held. */
  static List<Integer> due(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT g.number FROM goodwill g JOIN account a ON a.id = g.labeler_id
            WHERE g.epoch_number IS NULL AND g.escrowed_at IS NOT NULL
              AND a.wallet_address IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.labeler_id = g.labeler_id)
            ORDER BY g.number
            """)
        .mapTo(Integer.class)
        .list();
  }

  static void stamp(Handle handle, long epoch, List<Integer> numbers) {
    handle
        .createUpdate(
            "UPDATE goodwill SET epoch_number = :epoch WHERE number = ANY (:numbers) AND"
                + " epoch_number IS NULL")
        .bind("epoch", epoch)
        .bindArray("numbers", Integer.class, numbers.toArray())
        .execute();
  }

  /** A labeler's, newest first. */
  static List<Earnings.Goodwill> list(Handle handle, UUID labeler) {
    return handle
        .createQuery(
            """
            SELECT g.*, p.reason FROM goodwill g JOIN appeal p ON p.id = g.appeal_id
            WHERE g.labeler_id = :labeler ORDER BY g.number DESC LIMIT 100
            """)
        .bind("labeler", labeler)
        .map(
            (row, context) ->
                new Earnings.Goodwill(
                    row.getObject("appeal_id", UUID.class),
                    TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")),
                    row.getString("reason"),
                    row.getTimestamp("owed_since").toInstant(),
                    row.getObject("epoch_number", Long.class)))
        .list();
  }
}
