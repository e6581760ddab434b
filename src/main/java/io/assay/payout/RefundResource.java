package io.assay.payout;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.DatasetState;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Money back from a dataset. */
@Path("/api/datasets/{id}/refund")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Datasets")
public class RefundResource {
  /**
   * What can go back, and what did.
   *
   * @param refundableBaseUnits of the dataset's funds, if it were closed now
   * @param promisedBaseUnits earned by labelers, paid or not, or leased at present: stays
   * @param appealedBaseUnits taken by bans that may still be undone: stays until then
   * @param noticeSeconds how long the vault waits before it pays back; null while the chain does
   *     not answer
   * @param refunds newest first
   */
  public record RefundView(
      TokenAmount refundableBaseUnits,
      TokenAmount promisedBaseUnits,
      TokenAmount appealedBaseUnits,
      @Nullable Long noticeSeconds,
      List<Refund> refunds) {}

  private final DatasetAccess access;
  private final Refunds refunds;
  private final ChainGateway chain;
  private final Jdbi jdbi;

  RefundResource(DatasetAccess access, Refunds refunds, ChainGateway chain, Jdbi jdbi) {
    this.access = access;
    this.refunds = refunds;
    this.chain = chain;
    this.jdbi = jdbi;
  }

  @GET
  @Transactional
  @Operation(summary = "What of the dataset's funds can go back, and what did")
  public RefundView get(@PathParam("id") UUID id) {
    return view(access.getOwned(id).id);
  }

  @POST
  @Transactional
  @Operation(
      summary = "Take back what the dataset does not need",
      description =
          "Neither what labelers earned nor what is leased or under appeal goes back. Of a closed"
              + " dataset the rest goes back by itself. While a refund runs, asking again changes"
              + " nothing.")
  public RefundView take(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    if (dataset.state == DatasetState.OPEN) {
      throw Problem.conflict("dataset-open", "Close the dataset first.");
    }
    boolean announced = jdbi.withHandle(handle -> refunds.announce(handle, dataset.id)).isPresent();
    RefundView view = view(dataset.id);
    if (!announced && view.refunds().stream().allMatch(RefundResource::isOver)) {
      throw Problem.conflict("nothing-to-refund", "Nothing of the dataset's funds can go back.");
    }
    return view;
  }

  private static boolean isOver(Refund refund) {
    return refund.state() == Refund.State.REFUNDED;
  }

  private RefundView view(UUID dataset) {
    Refunds.Rest rest = refunds.rest(dataset);
    return new RefundView(
        rest.refundable(), rest.promised(), rest.appealed(), notice(), refunds.list(dataset));
  }

  private @Nullable Long notice() {
    try {
      return chain.notice().toSeconds();
    } catch (ChainGateway.Unavailable e) {
      return null;
    }
  }
}
