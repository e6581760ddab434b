package io.assay.payout;

import io.assay.account.Role;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** Where the money is by the books. */
@Path("/api/audits/accounts")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Payouts")
public class MoneyAccounts {
  /**
   * The sums of all accounts: deposits + platform = balances + escrows + returning + accrued +
   * settled + claimed.
   *
   * @param platformBaseUnits what the platform covered and gave as goodwill
   * @param escrowsBaseUnits in datasets and not yet earned
   * @param returningBaseUnits on its way back from datasets
   * @param accruedBaseUnits earned, in no epoch yet
   * @param settledBaseUnits in an epoch, not yet claimed
   * @param refundedBaseUnits came back from datasets so far; part of balances, or spent again
   */
  public record Sums(
      TokenAmount depositsBaseUnits,
      TokenAmount platformBaseUnits,
      TokenAmount balancesBaseUnits,
      TokenAmount escrowsBaseUnits,
      TokenAmount returningBaseUnits,
      TokenAmount accruedBaseUnits,
      TokenAmount settledBaseUnits,
      TokenAmount claimedBaseUnits,
      TokenAmount refundedBaseUnits) {}

  private final Jdbi jdbi;

  MoneyAccounts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Operation(summary = "Where all money is by the books")
  public Sums get() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH moved AS (
                      SELECT kind, debit, credit, sum(amount_base_units) AS amount
                      FROM posting GROUP BY kind, debit, credit)
                    SELECT
                      coalesce(sum(amount) FILTER (WHERE debit = 'OUTSIDE'), 0) AS deposits,
                      coalesce(sum(amount) FILTER (WHERE debit = 'PLATFORM'), 0) AS platform,
                      coalesce(sum(amount) FILTER (WHERE credit = 'REQUESTER'), 0)
                        - coalesce(sum(amount) FILTER (WHERE debit = 'REQUESTER'), 0) AS balances,
                      coalesce(sum(amount) FILTER (WHERE credit = 'ESCROW'), 0)
                        - coalesce(sum(amount) FILTER (WHERE debit = 'ESCROW'), 0) AS escrows,
                      coalesce(sum(amount) FILTER (WHERE credit = 'RETURNING'), 0)
                        - coalesce(sum(amount) FILTER (WHERE debit = 'RETURNING'), 0) AS returning_,
                      coalesce(sum(amount) FILTER (WHERE credit = 'ACCRUED'), 0)
                        - coalesce(sum(amount) FILTER (WHERE debit = 'ACCRUED'), 0) AS accrued,
                      coalesce(sum(amount) FILTER (WHERE credit = 'SETTLED'), 0)
                        - coalesce(sum(amount) FILTER (WHERE debit = 'SETTLED'), 0) AS settled,
                      coalesce(sum(amount) FILTER (WHERE kind = 'CLAIM'), 0) AS claimed,
                      coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded
                    FROM moved
                    """)
                .map((row, context) -> read(row))
                .one());
  }

  private static Sums read(ResultSet row) throws SQLException {
    return new Sums(
        amount(row, "deposits"),
        amount(row, "platform"),
        amount(row, "balances"),
        amount(row, "escrows"),
        amount(row, "returning_"),
        amount(row, "accrued"),
        amount(row, "settled"),
        amount(row, "claimed"),
        amount(row, "refunded"));
  }

  private static TokenAmount amount(ResultSet row, String column) throws SQLException {
    return TokenAmount.ofNumeric(row.getBigDecimal(column));
  }
}
