package io.assay.task;

import io.assay.account.CurrentAccount;
import io.assay.account.LabelerId;
import io.assay.account.Role;
import io.assay.dataset.MediaResponses;
import io.assay.dataset.MediaStore;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** The pictures and sounds of an item, for the labeler it was leased to. */
@Path("/api/assignments/{id}/media/{name}")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Labeling")
public class AssignmentMediaResource {
  private final CurrentAccount current;
  private final MediaStore media;
  private final Jdbi jdbi;

  AssignmentMediaResource(CurrentAccount current, MediaStore media, Jdbi jdbi) {
    this.current = current;
    this.media = media;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(
      summary = "A picture or sound of your item",
      description = "Only files that the content of the item names.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response get(
      @PathParam("id") UUID assignmentId,
      @PathParam("name") String name,
      @Context Request request) {
    return datasetOf(assignmentId, current.labelerId(), name)
        .flatMap(dataset -> media.find(dataset, name))
        .map(content -> MediaResponses.of(content, request))
        .orElseThrow(() -> Problem.notFound("unknown-media", "Your item has no such file."));
  }

  /** The dataset of an assignment of this labeler whose item names the file. */
  private Optional<UUID> datasetOf(UUID assignmentId, LabelerId labeler, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.dataset_id FROM assignment a JOIN item i ON i.id = a.item_id
                    WHERE a.id = :assignment AND a.labeler_id = :labeler
                      AND :name IN (i.content ->> 'image', i.content ->> 'audio')
                    """)
                .bind("assignment", assignmentId)
                .bind("labeler", labeler.value())
                .bind("name", name)
                .mapTo(UUID.class)
                .findOne());
  }
}
