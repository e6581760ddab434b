package io.assay.fraud.review;

import io.assay.fraud.BanGrounds;
import io.assay.fraud.CaseLog;
import io.assay.fraud.ClusterScan;
import io.assay.fraud.Forfeits;
import io.assay.fraud.Sanctions;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import io.assay.task.Tasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Invariants, each attacked by a test:
 * - nobody bans alone (DecisionLadder says so, and the database refuses it once more);
 * - a ban rests on two families of evidence, one of identity or content;
 * - of two decisions at the same instant one comes first and the other meets what it left: all take
 *   one lock, so there is one outcome and one log;
 * - nothing happens to anybody by the decision of a case of known truth.
 */
/** Takes the decisions of reviewers, and what follows from them at once. */
@ApplicationScoped
class Decisions {
  private static final int LEAST_BAN_REASON = 20;

  private final Jdbi jdbi;
  private final CaseLog log;
  private final Sanctions sanctions;
  private final Forfeits forfeits;
  private final Tasks tasks;
  private final CaseEffects effects;

  Decisions(
      Jdbi jdbi,
      CaseLog log,
      Sanctions sanctions,
      Forfeits forfeits,
      Tasks tasks,
      CaseEffects effects) {
    this.jdbi = jdbi;
    this.log = log;
    this.sanctions = sanctions;
    this.forfeits = forfeits;
    this.tasks = tasks;
    this.effects = effects;
  }

  /**
   * Decides a case.
   *
   * @throws Problem 404 {@code unknown-case}; 409 {@code same-reviewer}, {@code
   *     one-evidence-family}, {@code case-decided}, {@code case-appealed}; 422 for a ban without a
   *     reason
   */
  @Transactional
  void decide(
      UUID caseId, DecisionKind decision, String reason, List<String> checklist, UUID reviewer) {
    if (decision == DecisionKind.BAN && reason.length() < LEAST_BAN_REASON) {
      throw Problem.unprocessable("invalid-field", "reason: too short for a ban.")
          .withField("reason", "at least " + LEAST_BAN_REASON + " characters for a ban");
    }
    jdbi.useHandle(
        handle -> {
          ClusterScan.lock(handle);
          CaseLog.lock(handle);
          CaseState state = stateOf(handle, caseId);
          boolean sample = isSample(handle, caseId);
          if (sample && lastOf(handle, caseId, reviewer).equals(Optional.of("CLEAR"))) {
            state = CaseState.CLEARED;
          }
          DecisionLadder.Step step =
              DecisionLadder.next(state, proposer(handle, caseId, state), reviewer, decision);
          if (decision == DecisionKind.BAN
              && !BanGrounds.suffice(CaseReader.families(handle, caseId))) {
            throw Problem.conflict(
                "one-evidence-family",
                "A ban rests on two kinds of evidence, one of them who the accounts are or what they"
                    + " answered.");
          }
          insert(handle, caseId, decision, reason, checklist, reviewer);
          boolean firstClear =
              sample && decision == DecisionKind.CLEAR && reviewers(handle, caseId) < 2;
          handle.execute(
              "UPDATE fraud_case SET state = ? WHERE id = ?",
              firstClear ? CaseState.OPEN : step.state(),
              caseId);
          Map<String, Object> detail = new LinkedHashMap<>();
          detail.put("decision", decision);
          detail.put("reason", reason);
          detail.put("checklist", checklist);
          detail.put("families", CaseReader.families(handle, caseId));
          log.append(caseId, reviewer, action(step, decision), detail);
          if (!sample) {
            carryOut(handle, caseId, step.effect(), reason);
          }
        });
  }

  private static String action(DecisionLadder.Step step, DecisionKind decision) {
    if (step.state() == CaseState.CLEARED && decision != DecisionKind.CLEAR) {
      return "RELEASED_ON_DISAGREEMENT";
    }
    return step.state() == CaseState.SECOND ? "BAN_PROPOSED" : step.state().name();
  }

  private void carryOut(Handle handle, UUID caseId, DecisionLadder.Effect effect, String reason) {
    List<UUID> labelers = members(handle, caseId);
    switch (effect) {
      case HOLD -> {
        sanctions.put(caseId, labelers, Sanctions.Kind.HOLD, reason);
        log.append(
            caseId,
            null,
            "PAYOUTS_HELD",
            Map.of("labelers", labelers, "baseUnits", sanctions.unsettled(labelers)));
      }
      case RELEASE -> {
        sanctions.lift(caseId, labelers);
        clusters(handle, labelers, "RELEASED");
        log.append(
            caseId,
            null,
            "PAYOUTS_RELEASED",
            Map.of("labelers", labelers, "baseUnits", sanctions.unsettled(labelers)));
      }
      case BAN -> ban(handle, caseId, labelers, reason);
    }
  }

  private void ban(Handle handle, UUID caseId, List<UUID> labelers, String reason) {
    sanctions.put(caseId, labelers, Sanctions.Kind.BAN, reason);
    // Leases before money: an answer that got in before its lease ended is in the ledger by now.
    int leases = tasks.endLeases(labelers);
    TokenAmount returned = forfeits.take(caseId, labelers);
    clusters(handle, labelers, "CONFIRMED");
    effects.order(caseId, true, labelers);
    log.append(
        caseId,
        null,
        "PAY_RETURNED",
        Map.of("labelers", labelers, "endedLeases", leases, "baseUnits", returned));
  }

  /** Suspected clusters all of whose members are among the labelers follow the decision. */
  private static void clusters(Handle handle, List<UUID> labelers, String to) {
    handle
        .createUpdate(
            """
            UPDATE suspect_cluster c SET state = :to, updated_at = now()
            WHERE c.state = 'SUSPECTED' AND EXISTS (
                SELECT 1 FROM suspect_cluster_member m
                WHERE m.cluster_id = c.id AND m.labeler_id = ANY (:labelers))
              AND NOT EXISTS (SELECT 1 FROM suspect_cluster_member m
                WHERE m.cluster_id = c.id AND NOT m.labeler_id = ANY (:labelers))
            """)
        .bind("to", to)
        .bindArray("labelers", UUID.class, labelers.toArray())
        .execute();
  }

  private static CaseState stateOf(Handle handle, UUID caseId) {
    return handle
        .createQuery("SELECT state FROM fraud_case WHERE id = :case FOR UPDATE")
        .bind("case", caseId)
        .mapTo(String.class)
        .findOne()
        .map(CaseState::valueOf)
        .orElseThrow(CaseReader::unknown);
  }

  private static @Nullable UUID proposer(Handle handle, UUID caseId, CaseState state) {
    if (state != CaseState.SECOND) {
      return null;
    }
    return handle
        .createQuery(
            "SELECT decided_by FROM decision WHERE case_id = :case AND decision = 'BAN' ORDER BY id"
                + " DESC LIMIT 1")
        .bind("case", caseId)
        .mapTo(UUID.class)
        .one();
  }

  private static Optional<String> lastOf(Handle handle, UUID caseId, UUID reviewer) {
    return handle
        .createQuery(
            "SELECT decision FROM decision WHERE case_id = :case AND decided_by = :reviewer ORDER BY"
                + " id DESC LIMIT 1")
        .bind("case", caseId)
        .bind("reviewer", reviewer)
        .mapTo(String.class)
        .findOne();
  }

  private static boolean isSample(Handle handle, UUID caseId) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM review_sample WHERE case_id = :case)")
        .bind("case", caseId)
        .mapTo(Boolean.class)
        .one();
  }

  private static int reviewers(Handle handle, UUID caseId) {
    return handle
        .createQuery("SELECT count(DISTINCT decided_by) FROM decision WHERE case_id = :case")
        .bind("case", caseId)
        .mapTo(Integer.class)
        .one();
  }

  private static List<UUID> members(Handle handle, UUID caseId) {
    return handle
        .createQuery(
            "SELECT labeler_id FROM fraud_case_labeler WHERE case_id = :case ORDER BY labeler_id")
        .bind("case", caseId)
        .mapTo(UUID.class)
        .list();
  }

  private static void insert(
      Handle handle,
      UUID caseId,
      DecisionKind decision,
      String reason,
      List<String> checklist,
      UUID reviewer) {
    handle
        .createUpdate(
            """
            INSERT INTO decision (case_id, decision, reason, decided_by, checklist)
            VALUES (:case, :decision, :reason, :reviewer, :checklist)
            """)
        .bind("case", caseId)
        .bind("decision", decision)
        .bind("reason", reason)
        .bind("reviewer", reviewer)
        .bindArray("checklist", String.class, checklist.toArray())
        .execute();
  }
}
