package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A requester's money. */
@Path("/api/me/balance")
@RolesAllowed(Role.REQUESTER_NAME)
@Tag(name = "Payouts")
public class BalanceResource {
  private final CurrentAccount current;
  private final RequesterBalances balances;

  BalanceResource(CurrentAccount current, RequesterBalances balances) {
    this.current = current;
    this.balances = balances;
  }

  @GET
  @Transactional
  @Operation(summary = "What you have to fund datasets with")
  public RequesterBalances.Balance get() {
    return balances.get(current.id());
  }

  @GET
  @Path("/movements")
  @Operation(summary = "Your deposits, fundings and refunds, newest first")
  public Page<RequesterBalances.Movement> movements(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return balances.list(current.id(), cursor, Page.limit(limit));
  }
}
