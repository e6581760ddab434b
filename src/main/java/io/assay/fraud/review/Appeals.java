package io.assay.fraud.review;

import io.assay.fraud.CaseLog;
import io.assay.fraud.ClusterScan;
import io.assay.fraud.EscrowFunding;
import io.assay.fraud.Forfeits;
import io.assay.fraud.ReviewConfig;
import io.assay.fraud.Sanctions;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Invariants, each attacked by a test:
 * - nobody answers an appeal against what they decided (the database refuses it once more);
 * - an appeal is answered once, with a reason, and comes within its window;
 * - an upheld appeal leaves ledger, holds and labels as if the ban had never been; what the platform
 *   owes on top is its own line, and where the requester has promised the money anew, the platform
 *   pays.
 */
/** What labelers say against holds and bans, and the answers of third people. */
@ApplicationScoped
class Appeals {
  private final Jdbi jdbi;
  private final CaseLog log;
  private final Sanctions sanctions;
  private final Forfeits forfeits;
  private final EscrowFunding funding;
  private final CaseEffects effects;
  private final ReviewConfig config;

  Appeals(
      Jdbi jdbi,
      CaseLog log,
      Sanctions sanctions,
      Forfeits forfeits,
      EscrowFunding funding,
      CaseEffects effects,
      ReviewConfig config) {
    this.jdbi = jdbi;
    this.log = log;
    this.sanctions = sanctions;
    this.forfeits = forfeits;
    this.funding = funding;
    this.effects = effects;
    this.config = config;
  }

  private record Sanction(Sanctions.Kind kind, Instant deadline) {}

  /**
   * Appeals against what a case does to the labeler.
   *
   * @return the id of the appeal
   * @throws Problem 404 {@code unknown-case} if it does nothing to them; 409 {@code
   *     appeal-window-closed}, {@code already-appealed}
   */
  @Transactional
  UUID file(UUID caseId, UUID labeler, String statement) {
    return jdbi.withHandle(
        handle -> {
          CaseLog.lock(handle);
          Sanction against = sanction(handle, caseId, labeler);
          if (Instant.now().isAfter(against.deadline())) {
            throw Problem.conflict("appeal-window-closed", "The time to appeal is over.");
          }
          UUID id = UUID.randomUUID();
          int filed =
              handle
                  .createUpdate(
                      """
                      INSERT INTO appeal (id, case_id, labeler_id, sanction, statement, answer_by)
                      VALUES (:id, :case, :labeler, :sanction, :statement,
                        now() + make_interval(days => :days))
                      ON CONFLICT (case_id, labeler_id, sanction) DO NOTHING
                      """)
                  .bind("id", id)
                  .bind("case", caseId)
                  .bind("labeler", labeler)
                  .bind("sanction", against.kind().name())
                  .bind("statement", statement)
                  .bind("days", config.appealDays())
                  .execute();
          if (filed == 0) {
            throw Problem.conflict("already-appealed", "You have appealed against this already.");
          }
          handle.execute("UPDATE fraud_case SET state = 'APPEALED' WHERE id = ?", caseId);
          log.append(caseId, labeler, "APPEALED", Map.of("appeal", id, "against", against.kind()));
          return id;
        });
  }

  private static Sanction sanction(Handle handle, UUID caseId, UUID labeler) {
    return handle
        .createQuery(
            "SELECT kind, appeal_deadline FROM sanction WHERE case_id = :case AND labeler_id ="
                + " :labeler")
        .bind("case", caseId)
        .bind("labeler", labeler)
        .map(
            (row, context) ->
                new Sanction(
                    Sanctions.Kind.valueOf(row.getString(1)), row.getTimestamp(2).toInstant()))
        .findOne()
        .orElseThrow(CaseReader::unknown);
  }

  private record Waiting(UUID caseId, UUID labeler, Sanctions.Kind kind, AppealView.State state) {}

  /**
   * Answers an appeal.
   *
   * @throws Problem 404 {@code unknown-appeal}; 409 {@code not-a-third-person}, {@code
   *     appeal-decided}
   */
  @Transactional
  void decide(UUID appealId, boolean uphold, String reason, UUID admin) {
    jdbi.useHandle(
        handle -> {
          ClusterScan.lock(handle);
          CaseLog.lock(handle);
          Waiting appeal = waiting(handle, appealId);
          if (appeal.state() != AppealView.State.WAITING) {
            throw Problem.conflict("appeal-decided", "This appeal is answered already.");
          }
          refuseWhoDecided(handle, appeal.caseId(), admin);
          handle
              .createUpdate(
                  """
                  UPDATE appeal SET state = :state, decided_by = :admin, decided_at = now(),
                    reason = :reason WHERE id = :id
                  """)
              .bind("state", uphold ? "UPHELD" : "REJECTED")
              .bind("admin", admin)
              .bind("reason", reason)
              .bind("id", appealId)
              .execute();
          log.append(
              appeal.caseId(),
              admin,
              uphold ? "APPEAL_UPHELD" : "APPEAL_REJECTED",
              Map.of("appeal", appealId, "reason", reason));
          if (uphold) {
            restore(handle, appealId, appeal);
          }
          settleState(handle, appeal.caseId());
        });
  }

  private static Waiting waiting(Handle handle, UUID appealId) {
    return handle
        .createQuery(
            "SELECT case_id, labeler_id, sanction, state FROM appeal WHERE id = :id FOR UPDATE")
        .bind("id", appealId)
        .map(
            (row, context) ->
                new Waiting(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    Sanctions.Kind.valueOf(row.getString(3)),
                    AppealView.State.valueOf(row.getString(4))))
        .findOne()
        .orElseThrow(() -> Problem.notFound("unknown-appeal", "There is no such appeal."));
  }

  private static void refuseWhoDecided(Handle handle, UUID caseId, UUID admin) {
    boolean decided =
        handle
            .createQuery(
                "SELECT EXISTS (SELECT 1 FROM decision WHERE case_id = :case AND decided_by ="
                    + " :admin)")
            .bind("case", caseId)
            .bind("admin", admin)
            .mapTo(Boolean.class)
            .one();
    if (decided) {
      throw Problem.conflict(
          "not-a-third-person", "You decided on this case; somebody else answers the appeal.");
    }
  }

  private void restore(Handle handle, UUID appealId, Waiting appeal) {
    UUID labeler = appeal.labeler();
    boolean banned = sanctions.labelersOf(appeal.caseId(), Sanctions.Kind.BAN).contains(labeler);
    sanctions.lift(appeal.caseId(), List.of(labeler));
    TokenAmount restored =
        banned
            ? forfeits.restore(appeal.caseId(), labeler, funding)
            : sanctions.unsettled(List.of(labeler));
    if (banned) {
      suspectAgain(handle, labeler);
      effects.order(appeal.caseId(), false, List.of(labeler));
    }
    TokenAmount goodwill = goodwill(restored, config.goodwillPercent());
    if (!goodwill.isZero()) {
      handle
          .createUpdate(
              "INSERT INTO goodwill (appeal_id, labeler_id, amount_base_units) VALUES (:appeal,"
                  + " :labeler, :amount)")
          .bind("appeal", appealId)
          .bind("labeler", labeler)
          .bind("amount", goodwill.toNumeric())
          .execute();
    }
    log.append(
        appeal.caseId(),
        null,
        "PAY_RESTORED",
        Map.of("labeler", labeler, "baseUnits", restored, "goodwillBaseUnits", goodwill));
  }

  /** A cluster of which nobody is banned any more is what it was before the ban. */
  private static void suspectAgain(Handle handle, UUID labeler) {
    handle
        .createUpdate(
            """
            UPDATE suspect_cluster c SET state = 'SUSPECTED', updated_at = now()
            WHERE c.state = 'CONFIRMED' AND EXISTS (SELECT 1 FROM suspect_cluster_member m
                WHERE m.cluster_id = c.id AND m.labeler_id = :labeler)
              AND NOT EXISTS (SELECT 1 FROM suspect_cluster_member m
                JOIN sanction s ON s.labeler_id = m.labeler_id AND s.kind = 'BAN'
                WHERE m.cluster_id = c.id)
            """)
        .bind("labeler", labeler)
        .execute();
  }

  /** The goodwill on an amount, rounded down to the base unit. */
  static TokenAmount goodwill(TokenAmount restored, int percent) {
    BigInteger hundredfold = restored.times(percent).baseUnits();
    return new TokenAmount(hundredfold.divide(BigInteger.valueOf(100)));
  }

  private void settleState(Handle handle, UUID caseId) {
    boolean waiting =
        exists(handle, "SELECT 1 FROM appeal WHERE case_id = :case AND state = 'WAITING'", caseId);
    boolean bans =
        exists(handle, "SELECT 1 FROM sanction WHERE case_id = :case AND kind = 'BAN'", caseId);
    boolean holds =
        exists(handle, "SELECT 1 FROM sanction WHERE case_id = :case AND kind = 'HOLD'", caseId);
    boolean proposed =
        exists(
            handle,
            """
            SELECT 1 FROM decision d WHERE d.case_id = :case AND d.decision = 'BAN'
              AND d.id = (SELECT max(id) FROM decision WHERE case_id = :case)
            """,
            caseId);
    handle.execute(
        "UPDATE fraud_case SET state = ? WHERE id = ?",
        DecisionLadder.afterAppeal(waiting, bans, proposed, holds),
        caseId);
  }

  private static boolean exists(Handle handle, String rows, UUID caseId) {
    return handle
        .createQuery("SELECT EXISTS (" + rows + ")")
        .bind("case", caseId)
        .mapTo(Boolean.class)
        .one();
  }
}
