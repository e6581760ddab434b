package io.assay.payout;

import io.assay.payout.Earnings.Line;
import io.assay.payout.Earnings.Reason;
import io.assay.payout.ReasonCode.NextStep;
import io.assay.platform.TokenAmount;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The lines of a labeler's pay, each with the reason why it is where it is. */
final class PayLines {
  private static final int SHOWN = 100;

  /**
   * Lines of the ledger, those a ban took out, bonuses of nothing, and items that were not
   * answered. A line that came back has a posting that says so.
   */
  private static final String LINES =
      """
      SELECT l.id, l.dataset_id, l.bonus_round, l.amount_base_units, l.created_at AS at,
        l.epoch_number, CAST(NULL AS text) AS code, EXISTS (SELECT 1 FROM posting p
          WHERE p.kind = 'RESTORATION' AND p.credit_owner = l.labeler_id
            AND p.dataset_id = l.dataset_id AND (p.assignment_id = l.assignment_id
              OR p.bonus_round = l.bonus_round)) AS restored
      FROM ledger_entry l WHERE l.labeler_id = :labeler
      UNION ALL
      SELECT ledger_entry_id, dataset_id, CAST(line->>'bonus_round' AS int), amount_base_units,
        CAST(line->>'created_at' AS timestamptz), NULL, 'FORFEITED_BY_BAN', false
      FROM forfeit WHERE labeler_id = :labeler
      UNION ALL
      SELECT 0, b.dataset_id, b.round, 0, r.worked_at, NULL, 'NO_BONUS', false
      FROM bonus b JOIN bonus_round r ON r.dataset_id = b.dataset_id AND r.number = b.round
      WHERE b.labeler_id = :labeler AND b.amount_base_units = 0
      UNION ALL
      SELECT 0, dataset_id, NULL, 0, leased_at, NULL, state, false FROM assignment
      WHERE labeler_id = :labeler AND state IN ('SKIPPED', 'EXPIRED')
      """;

  /** The lines shown, newest first, and all of them by reason. */
  record Shown(List<Line> lines, List<Reason> reasons) {}

  private static final class Total {
    private long lines;
    private TokenAmount amount = TokenAmount.ZERO;
  }

  private PayLines() {}

  /**
   * Reads them.
   *
   * @param open why each unsettled line waits, by its number
   * @param unlocking says until when
   */
  static Shown read(
      Handle handle, UUID labeler, Map<Long, ReasonCode> open, Earnings.Unlocking unlocking) {
    Map<ReasonCode, Total> totals = new EnumMap<>(ReasonCode.class);
    List<Line> lines = new ArrayList<>();
    handle
        .createQuery(
            "SELECT w.*, d.name FROM ("
                + LINES
                + ") w JOIN dataset d ON d.id = w.dataset_id"
                + " ORDER BY w.at DESC, w.id DESC")
        .bind("labeler", labeler)
        .map(
            (row, context) -> {
              int round = row.getInt("bonus_round");
              Timestamp at = row.getTimestamp("at");
              long epoch = row.getLong("epoch_number");
              ReasonCode code =
                  code(
                      row.getString("code"),
                      epoch > 0 ? ReasonCode.ACCEPTED : open.get(row.getLong("id")),
                      row.getBoolean("restored"));
              return new Line(
                  round > 0 ? Earnings.LineKind.BONUS : Earnings.LineKind.ANSWER,
                  row.getObject("dataset_id", UUID.class),
                  row.getString("name"),
                  TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")),
                  at.toInstant(),
                  epoch > 0 ? epoch : null,
                  code,
                  code.nextStep());
            })
        .forEach(
            line -> {
              Total total = totals.computeIfAbsent(line.reason(), code -> new Total());
              total.lines++;
              total.amount = total.amount.plus(line.amountBaseUnits());
              if (lines.size() < SHOWN) {
                lines.add(line);
              }
            });
    Instant deadline = appealDeadline(handle, labeler);
    List<Reason> reasons = new ArrayList<>();
    totals.forEach(
        (code, total) ->
            reasons.add(
                new Reason(
                    code,
                    code.nextStep(),
                    total.lines,
                    total.amount,
                    code == ReasonCode.HELD_FOR_ANSWERS ? unlocking.answersToGo() : null,
                    until(code, unlocking, deadline))));
    return new Shown(lines, reasons);
  }

  private static ReasonCode code(
      @Nullable String given, @Nullable ReasonCode ledger, boolean restored) {
    if (given != null) {
      return ReasonCode.valueOf(given);
    }
    // A line booked since the others were looked at waits for the next epoch at least.
    ReasonCode code = ledger == null ? ReasonCode.SETTLES_NEXT : ledger;
    boolean free = code == ReasonCode.ACCEPTED || code == ReasonCode.SETTLES_NEXT;
    return restored && free ? ReasonCode.RESTORED_ON_APPEAL : code;
  }

  private static @Nullable Instant until(
      ReasonCode code, Earnings.Unlocking unlocking, @Nullable Instant deadline) {
    if (code.nextStep() == NextStep.APPEAL) {
      return deadline;
    }
    return switch (code) {
      case HELD_FOR_TIME -> unlocking.nextReleaseAt();
      case VESTING -> unlocking.vestedBy();
      default -> null;
    };
  }

  /** Until when the labeler may appeal, the last day of several. */
  private static @Nullable Instant appealDeadline(Handle handle, UUID labeler) {
    return handle
        .createQuery("SELECT max(appeal_deadline) FROM sanction WHERE labeler_id = :labeler")
        .bind("labeler", labeler)
        .map((row, context) -> row.getTimestamp(1))
        .list()
        .stream()
        .filter(java.util.Objects::nonNull)
        .map(Timestamp::toInstant)
        .findFirst()
        .orElse(null);
  }
}
