package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Idempotency;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What requesters pay in. */
@Path("/api/requesters/{subject}/deposits")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Payouts")
public class DepositResource {
  /** What arrived, and by what it is found in the bank's or the chain's statement. */
  @Schema(example = "{\"amountBaseUnits\": \"5000000000\", \"reference\": \"Invoice 2026-114\"}")
  public record NewDeposit(
      @NotNull TokenAmount amountBaseUnits, @NotBlank @Size(max = 200) String reference) {}

  private final CurrentAccount current;
  private final RequesterBalances balances;
  private final Idempotency idempotency;

  DepositResource(CurrentAccount current, RequesterBalances balances, Idempotency idempotency) {
    this.current = current;
    this.balances = balances;
    this.idempotency = idempotency;
  }

  @POST
  @ResponseStatus(201)
  @Operation(
      summary = "Book a requester's deposit",
      description =
          "The subject is the requester's at the issuer. A deposit that the platform's treasury does"
              + " not cover is refused.")
  public RequesterBalances.Deposit book(
      @PathParam("subject") String subject,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Valid @NotNull NewDeposit request) {
    return idempotency.execute(
        key,
        "deposits/" + subject,
        request,
        () ->
            balances.deposit(
                subject, request.amountBaseUnits(), request.reference().strip(), current.id()),
        RequesterBalances.Deposit.class);
  }
}
