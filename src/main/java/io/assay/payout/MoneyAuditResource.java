package io.assay.payout;

import io.assay.account.Role;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether the money adds up. */
@Path("/api/audits")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Payouts")
public class MoneyAuditResource {
  private final MoneyAudits audits;

  MoneyAuditResource(MoneyAudits audits) {
    this.audits = audits;
  }

  @GET
  @Operation(summary = "Audits of the money, newest first")
  public Page<MoneyAudit> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return audits.list(cursor, Page.limit(limit));
  }

  @POST
  @Operation(
      summary = "Audit the money now",
      description =
          "Submissions times price, ledger, postings, epochs and chain; each pair must be the same.")
  public MoneyAudit run() {
    try {
      return audits.run();
    } catch (ChainGateway.Unavailable e) {
      throw Problem.of(
          503, "chain-unavailable", "The chain does not answer; audit again in a while.");
    }
  }
}
