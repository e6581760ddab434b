package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.DatasetView;
import io.assay.dataset.DatasetViews;
import io.assay.platform.Idempotency;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Money into a dataset. */
@Path("/api/datasets/{id}/funding")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Datasets")
public class FundingResource {
  /** How much to add. */
  @Schema(example = "{\"amountBaseUnits\": \"25000000\"}")
  public record NewFunding(@NotNull TokenAmount amountBaseUnits) {}

  private final CurrentAccount current;
  private final DatasetAccess access;
  private final DatasetViews views;
  private final Funding funding;
  private final Idempotency idempotency;

  FundingResource(
      CurrentAccount current,
      DatasetAccess access,
      DatasetViews views,
      Funding funding,
      Idempotency idempotency) {
    this.current = current;
    this.access = access;
    this.views = views;
    this.funding = funding;
    this.idempotency = idempotency;
  }

  @POST
  @Operation(summary = "Fund the dataset's escrow")
  public DatasetView fund(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Valid @NotNull NewFunding request) {
    return idempotency.execute(
        key,
        current.id() + "/funding/" + id,
        request,
        () -> {
          Dataset dataset = access.getOwned(id);
          funding.fund(dataset, request.amountBaseUnits());
          return views.of(dataset);
        },
        DatasetView.class);
  }
}
