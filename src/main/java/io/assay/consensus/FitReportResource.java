package io.assay.consensus;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** How good the labels of a dataset are. */
@Path("/api/datasets/{id}/consensus/report")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class FitReportResource {
  private final DatasetAccess access;
  private final Jdbi jdbi;
  private final ObjectMapper json;

  FitReportResource(DatasetAccess access, Jdbi jdbi, ObjectMapper json) {
    this.access = access;
    this.jdbi = jdbi;
    this.json = json;
  }

  @GET
  @Operation(
      summary = "How good the labels are",
      description =
          "Of the last fit: calibration, evaluation on gold items foretold as if they were not"
              + " known, the hardest items, and the labelers with their drift.")
  public FitReport report(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    return jdbi.withHandle(handle -> FitReport.of(handle, json, dataset.id));
  }
}
