package io.assay.fraud;

import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Invariants, each attacked by a test:
 * - a labeler is held exactly while some case holds or bans them: releasing one case does not
 *   release them from another (the table hold follows from sanction, never the other way);
 * - the database refuses a ban that two people have not decided;
 * - no epoch settles half of a sanction: both take the lock of the closing.
 */
/** What cases do to labelers: holds, which stop payouts, and bans. */
@ApplicationScoped
public class Sanctions {
  /** The lock under which epochs are closed. */
  private static final long EPOCH_LOCK = 0x4550_4f43_48L;

  /** What a case may do to a labeler. */
  public enum Kind {
    HOLD,
    BAN
  }

  private final Jdbi jdbi;
  private final ReviewConfig config;

  Sanctions(Jdbi jdbi, ReviewConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  /** Holds or bans these labelers for a case, in the present transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void put(UUID caseId, Collection<UUID> labelers, Kind kind, String reason) {
    jdbi.useHandle(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", EPOCH_LOCK);
          handle
              .createUpdate(
                  """
                  INSERT INTO sanction (case_id, labeler_id, kind, reason, appeal_deadline)
                  SELECT :case, unnest(CAST(:labelers AS uuid[])), :kind, :reason,
                    now() + make_interval(days => :days)
                  ON CONFLICT (case_id, labeler_id) DO UPDATE SET kind = excluded.kind,
                    reason = excluded.reason, since = excluded.since,
                    appeal_deadline = excluded.appeal_deadline
                  WHERE sanction.kind <> excluded.kind
                  """)
              .bind("case", caseId)
              .bindArray("labelers", UUID.class, labelers.toArray())
              .bind("kind", kind.name())
              .bind("reason", reason)
              .bind("days", config.appealDays())
              .execute();
          refreshHolds(handle, labelers);
        });
  }

  /** Ends what a case does to these labelers. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void lift(UUID caseId, Collection<UUID> labelers) {
    jdbi.useHandle(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", EPOCH_LOCK);
          handle
              .createUpdate(
                  "DELETE FROM sanction WHERE case_id = :case AND labeler_id = ANY (:labelers)")
              .bind("case", caseId)
              .bindArray("labelers", UUID.class, labelers.toArray())
              .execute();
          refreshHolds(handle, labelers);
        });
  }

  private static void refreshHolds(Handle handle, Collection<UUID> labelers) {
    handle
        .createUpdate(
            """
            DELETE FROM hold h WHERE h.labeler_id = ANY (:labelers) AND NOT EXISTS (
              SELECT 1 FROM sanction s
              WHERE s.labeler_id = h.labeler_id AND s.case_id = h.case_id)
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO hold (labeler_id, case_id, reason, held_at)
            SELECT DISTINCT ON (labeler_id) labeler_id, case_id, reason, since FROM sanction
            WHERE labeler_id = ANY (:labelers) ORDER BY labeler_id, kind, since, case_id
            ON CONFLICT (labeler_id) DO UPDATE SET case_id = excluded.case_id,
              reason = excluded.reason, held_at = excluded.held_at
            """)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .execute();
  }

  /** The labelers a case holds or bans. */
  public List<UUID> labelersOf(UUID caseId, Kind kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT labeler_id FROM sanction WHERE case_id = :case AND kind = :kind ORDER BY"
                        + " labeler_id")
                .bind("case", caseId)
                .bind("kind", kind.name())
                .mapTo(UUID.class)
                .list());
  }

  /** Earned by these labelers and settled by no epoch. */
  public TokenAmount unsettled(Collection<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT coalesce(sum(amount_base_units), 0) FROM ledger_entry WHERE epoch_number"
                        + " IS NULL AND labeler_id = ANY (:labelers)")
                .bindArray("labelers", UUID.class, labelers.toArray())
                .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                .one());
  }
}
