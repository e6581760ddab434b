package io.assay.payout;

import java.time.Instant;
import java.util.List;

/**
 * One audit of all money.
 *
 * @param balanced whether no line differs
 */
public record MoneyAudit(long id, Instant at, boolean balanced, List<AuditLine> lines) {
  public MoneyAudit {
    lines = List.copyOf(lines);
  }
}
