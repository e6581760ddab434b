package io.assay.fraud;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Items in dispute, before somebody outside of it. */
@Path("/api/adjudications")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Review")
public class AdjudicationResource {
  /** The right label of an item, and why. */
  @Schema(example = "{\"label\": \"ice\", \"reason\": \"The photo shows it\"}")
  public record NewAnswer(@NotNull JsonNode label, @Size(max = 2000) @Nullable String reason) {}

  /** An item whose dispute has an answer. */
  public record Answered(UUID itemId) {}

  private final Adjudications adjudications;
  private final AdjudicationReader reader;
  private final DatasetAccess access;
  private final CurrentAccount current;

  AdjudicationResource(
      Adjudications adjudications,
      AdjudicationReader reader,
      DatasetAccess access,
      CurrentAccount current) {
    this.adjudications = adjudications;
    this.reader = reader;
    this.access = access;
    this.current = current;
  }

  @GET
  @Operation(
      summary = "Items in dispute, oldest first",
      description = "A requester sees those of their own datasets.")
  public Page<AdjudicationReader.Question> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int size = Page.limit(limit);
    AdjudicationReader.Place after = cursor == null ? null : place(cursor);
    UUID requester = current.role() == Role.ADMIN ? null : current.id();
    return Page.of(
        reader.list(requester, after, size + 1),
        size,
        last -> Cursor.encode(last.askedAt().toString(), last.itemId().toString()));
  }

  private static AdjudicationReader.Place place(String cursor) {
    List<String> key = Cursor.decode(cursor, 2);
    try {
      return new AdjudicationReader.Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1)));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw Problem.unprocessable("invalid-cursor", "The cursor is not one this list gave out.")
          .withField("cursor", "not a cursor of this list");
    }
  }

  @PUT
  @Path("/{itemId}")
  @Transactional
  @Operation(
      summary = "Say which label is right",
      description = "It is a known label from the next fit on, which comes within seconds.")
  public Answered answer(@PathParam("itemId") UUID itemId, @Valid @NotNull NewAnswer answer) {
    access.getOwned(adjudications.datasetOf(itemId));
    adjudications.answer(itemId, answer.label(), answer.reason(), current.id());
    return new Answered(itemId);
  }
}
