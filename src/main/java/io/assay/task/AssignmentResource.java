package io.assay.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.DatasetState;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The labeler's side: take the next item, answer it, skip it. */
@Path("/api")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Labeling")
public class AssignmentResource {
  /** An answer as the browser sends it. */
  @Schema(example = "{\"label\": \"pothole\", \"seconds\": 3.2}")
  public record NewSubmission(
      @NotNull JsonNode label, @DecimalMin("0") @DecimalMax("86400") @Nullable Double seconds) {}

  private final CurrentAccount current;
  private final DatasetAccess access;
  private final Dispatcher dispatcher;
  private final Submissions submissions;
  private final Leases leases;

  AssignmentResource(
      CurrentAccount current,
      DatasetAccess access,
      Dispatcher dispatcher,
      Submissions submissions,
      Leases leases) {
    this.current = current;
    this.access = access;
    this.dispatcher = dispatcher;
    this.submissions = submissions;
    this.leases = leases;
  }

  @POST
  @Path("/datasets/{id}/assignments")
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
  @Path("/datasets/{id}/assignments")
  @Operation(summary = "Your items not answered yet")
  public List<Assignment> listLive(@PathParam("id") UUID datasetId) {
    return dispatcher.listLive(access.getVisible(datasetId).id, current.labelerId());
  }

  @PUT
  @Path("/assignments/{id}/submission")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Answer an item",
      description = "May be repeated: every repeat gets the first response, byte for byte.")
  public String submit(
      @PathParam("id") UUID assignmentId, @Valid @NotNull NewSubmission submission) {
    return submissions.submit(
        assignmentId, current.labelerId(), submission.label(), submission.seconds());
  }

  @POST
  @Path("/assignments/{id}/skip")
  @Operation(summary = "Give an item back unanswered")
  public void skip(@PathParam("id") UUID assignmentId) {
    leases.skip(assignmentId, current.labelerId());
  }
}
