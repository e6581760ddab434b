package io.assay.consensus;

import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Estimating on demand. */
@Path("/api/datasets/{id}/refit")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class RefitResource {
  private final DatasetAccess access;
  private final Refits refits;

  RefitResource(DatasetAccess access, Refits refits) {
    this.access = access;
    this.refits = refits;
  }

  @POST
  @Operation(summary = "Estimate all labels anew, now")
  public Refits.Fit refit(@PathParam("id") UUID id) {
    return refits
        .refit(access.getOwned(id).id)
        .orElseThrow(() -> Problem.conflict("no-answers", "There are no answers yet."));
  }
}
