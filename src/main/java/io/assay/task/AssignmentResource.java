package io.assay.task;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.DatasetState;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The items leased to a labeler. */
@Path("/api/datasets/{id}/assignments")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Labeling")
public class AssignmentResource {
  private final CurrentAccount current;
  private final DatasetAccess access;
  private final Dispatcher dispatcher;

  AssignmentResource(CurrentAccount current, DatasetAccess access, Dispatcher dispatcher) {
    this.current = current;
    this.access = access;
    this.dispatcher = dispatcher;
  }

  @POST
  @Operation(
      summary = "Lease the next item",
      description = "201 with the item, or 204 when none is left for you.")
  public Response lease(@PathParam("id") UUID datasetId) {
    Dataset dataset = access.getVisible(datasetId);
    if (dataset.state != DatasetState.OPEN) {
      throw Problem.conflict("dataset-closed", "This dataset takes no more answers.");
    }
    return dispatcher
        .lease(dataset, current.labelerId())
        .map(assignment -> Response.status(201).entity(assignment).build())
        .orElseGet(() -> Response.noContent().build());
  }

  @GET
  @Operation(summary = "Your items not answered yet")
  public List<Assignment> listLive(@PathParam("id") UUID datasetId) {
    return dispatcher.listLive(access.getVisible(datasetId).id, current.labelerId());
  }
}
