package io.assay.dataset;

import io.assay.account.Role;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The pictures and sounds of a dataset, for its requester. */
@Path("/api/datasets/{id}/media")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Datasets")
public class MediaResource {
  private final DatasetAccess access;
  private final MediaStore media;
  private final Event<MediaAdded> added;

  MediaResource(DatasetAccess access, MediaStore media, Event<MediaAdded> added) {
    this.access = access;
    this.media = media;
    this.added = added;
  }

  @GET
  @Operation(summary = "Pictures and sounds of a dataset, by name")
  public Page<Media> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    UUID dataset = access.getOwned(id).id;
    int size = Page.limit(limit);
    String after = cursor == null ? "" : Cursor.decode(cursor, 1).get(0);
    List<Media> rows = media.list(dataset, after, size + 1);
    return Page.of(rows, size, last -> Cursor.encode(last.name()));
  }

  @PUT
  @Path("/{name}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Put a picture or sound",
      description =
          "The body is the file: PNG, JPEG, GIF, BMP or WebP, WAV, Ogg, FLAC or MP3, by its bytes,"
              + " up to 20 MB. Items show it where their content has its name as \"image\" or"
              + " \"audio\"; files and items may come in any order. 201 for a new file, 200 where"
              + " the dataset has it already; 409 where another file has the name.")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary"),
              examples = @ExampleObject(name = "file", value = "The bytes of frame-17.png")))
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Media.class)))
  public Response put(@PathParam("id") UUID id, @PathParam("name") String name, InputStream body) {
    Dataset dataset = access.getOwned(id);
    if (dataset.state == DatasetState.CLOSED) {
      throw Problem.conflict("dataset-closed", "A closed dataset takes no more items.");
    }
    byte[] bytes = read(body);
    MediaStore.Put put = QuarkusTransaction.requiringNew().call(() -> put(dataset.id, name, bytes));
    return Response.status(put.created() ? 201 : 200)
        .type(MediaType.APPLICATION_JSON)
        .entity(put.media())
        .build();
  }

  private MediaStore.Put put(UUID datasetId, String name, byte[] bytes) {
    MediaStore.Put put = media.put(datasetId, name, bytes);
    if (put.created()) {
      added.fire(new MediaAdded(datasetId));
    }
    return put;
  }

  private static byte[] read(InputStream body) {
    try {
      return body.readNBytes(MediaStore.MAX_BYTES + 1);
    } catch (IOException e) {
      throw Problem.badRequest("body-cut-off", "The body ended early; nothing was stored.");
    }
  }

  @GET
  @Path("/{name}")
  @Operation(summary = "A picture or sound")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response get(
      @PathParam("id") UUID id, @PathParam("name") String name, @Context Request request) {
    return media
        .find(access.getOwned(id).id, name)
        .map(content -> MediaResponses.of(content, request))
        .orElseThrow(() -> Problem.notFound("unknown-media", "The dataset has no such file."));
  }
}
