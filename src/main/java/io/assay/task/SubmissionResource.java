package io.assay.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a labeler does with an item leased to them: answer it or give it back. */
@Path("/api/assignments/{id}")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Labeling")
public class SubmissionResource {
  /** An answer as the browser sends it. */
  @Schema(example = "{\"label\": \"pothole\", \"seconds\": 3.2}")
  public record NewSubmission(
      @NotNull
          @Schema(implementation = Object.class, description = "As the dataset's label schema says")
          JsonNode label,
      @DecimalMin("0") @DecimalMax("86400") @Nullable Double seconds) {}

  private final CurrentAccount current;
  private final Submissions submissions;
  private final Leases leases;

  SubmissionResource(CurrentAccount current, Submissions submissions, Leases leases) {
    this.current = current;
    this.submissions = submissions;
    this.leases = leases;
  }

  @PUT
  @Path("/submission")
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
  @Path("/skip")
  @Operation(summary = "Give an item back unanswered")
  public void skip(@PathParam("id") UUID assignmentId) {
    leases.skip(assignmentId, current.labelerId());
  }
}
