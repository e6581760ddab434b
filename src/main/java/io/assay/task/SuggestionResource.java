package io.assay.task;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the model takes an item for that the labeler has answered. */
@Path("/api/assignments/{id}/suggestion")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Labeling")
public class SuggestionResource {
  private final CurrentAccount current;
  private final Suggestions suggestions;

  SuggestionResource(CurrentAccount current, Suggestions suggestions) {
    this.current = current;
    this.suggestions = suggestions;
  }

  @GET
  @Operation(
      summary = "What the model takes an item for that you answered",
      description = "Where the requester asked for suggestions; 204 where there is none.")
  public Response find(@PathParam("id") UUID assignmentId) {
    return suggestions
        .findAnswered(assignmentId, current.labelerId())
        .map(suggestion -> Response.ok(suggestion).build())
        .orElseGet(() -> Response.noContent().build());
  }
}
