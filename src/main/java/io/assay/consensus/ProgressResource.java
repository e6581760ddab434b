package io.assay.consensus;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** How far a dataset is. */
@Path("/api/datasets/{id}/progress")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class ProgressResource {
  private final DatasetAccess access;
  private final Jdbi jdbi;

  ProgressResource(DatasetAccess access, Jdbi jdbi) {
    this.access = access;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(
      summary = "How far the dataset is",
      description = "With the last fit, and how far its confidences can be trusted.")
  public Progress progress(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    return jdbi.withHandle(handle -> Progress.of(handle, dataset));
  }
}
