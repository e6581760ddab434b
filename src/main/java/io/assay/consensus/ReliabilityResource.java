package io.assay.consensus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** What the labelers of a dataset are worth to it. */
@Path("/api/datasets/{id}/labelers")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class ReliabilityResource {
  private final DatasetAccess access;
  private final Jdbi jdbi;
  private final ObjectMapper json;

  ReliabilityResource(DatasetAccess access, Jdbi jdbi, ObjectMapper json) {
    this.access = access;
    this.jdbi = jdbi;
    this.json = json;
  }

  @GET
  @Operation(
      summary = "Reliability of the labelers of this dataset",
      description =
          "Accuracy with its 95 % interval, informativeness, worst class and drift. Below 10"
              + " answers the interval alone: accuracy and informativeness are null.")
  public List<ReliabilityView> listLabelers(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    return jdbi.withHandle(handle -> ReliabilityView.list(handle, json, dataset.id));
  }
}
