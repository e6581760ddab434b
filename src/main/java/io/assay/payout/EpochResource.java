package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Idempotency;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Settlement periods. */
@Path("/api/epochs")
@Authenticated
@Tag(name = "Payouts")
public class EpochResource {
  private final Epochs epochs;
  private final EpochClosing closing;
  private final EpochSettlement settlement;
  private final Idempotency idempotency;
  private final CurrentAccount current;

  EpochResource(
      Epochs epochs,
      EpochClosing closing,
      EpochSettlement settlement,
      Idempotency idempotency,
      CurrentAccount current) {
    this.epochs = epochs;
    this.closing = closing;
    this.settlement = settlement;
    this.idempotency = idempotency;
    this.current = current;
  }

  @GET
  @Operation(summary = "Closed epochs, newest first")
  public Page<Epoch> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return epochs.list(cursor, Page.limit(limit));
  }

  @POST
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      summary = "Close an epoch now",
      description =
          "Settles what has come free of the pay of labelers who are not held, however young.")
  public Epoch close(@HeaderParam("Idempotency-Key") @Nullable String key) {
    settlement.reconcile();
    Epoch closed =
        idempotency.execute(
            key,
            current.id() + "/epochs",
            Map.of(),
            () ->
                closing
                    .close(Duration.ZERO)
                    .orElseThrow(
                        () ->
                            Problem.conflict(
                                "nothing-to-settle",
                                "No labeler has unsettled earnings, or the last epoch still waits"
                                    + " for the chain.")),
            Epoch.class);
    settlement.reconcile();
    return epochs.find(closed.number()).orElse(closed);
  }
}
