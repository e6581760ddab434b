package io.assay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The versions of a dataset's validation model. */
@Path("/api/datasets/{id}/models")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class ModelVersionResource {
  private final DatasetAccess access;
  private final Jdbi jdbi;
  private final ObjectMapper json;

  ModelVersionResource(DatasetAccess access, Jdbi jdbi, ObjectMapper json) {
    this.access = access;
    this.jdbi = jdbi;
    this.json = json;
  }

  @GET
  @Operation(
      summary = "Versions of the validation model, newest first",
      description =
          "What each was trained on and with, how good its out-of-fold predictions are, whether it"
              + " earned a place in consensus and how many items it scored last.")
  public Page<ModelVersionView> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    UUID dataset = access.getOwned(id).id;
    int size = Page.limit(limit);
    Place before = cursor == null ? new Place(Instant.EPOCH, new UUID(0, 0)) : place(cursor);
    List<ModelVersionView> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT v.*, (SELECT count(*) FROM prediction p WHERE p.version_id = v.id)
                          AS scored FROM model_version v
                        WHERE dataset_id = :dataset
                          AND (:first OR (created_at, id) < (:before, :beforeId))
                        ORDER BY created_at DESC, id DESC LIMIT :limit
                        """)
                    .bind("dataset", dataset)
                    .bind("first", cursor == null)
                    .bind("before", before.createdAt())
                    .bind("beforeId", before.id())
                    .bind("limit", size + 1)
                    .map((row, context) -> read(row))
                    .list());
    return Page.of(
        rows, size, last -> Cursor.encode(last.createdAt().toString(), last.id().toString()));
  }

  private record Place(Instant createdAt, UUID id) {}

  private static Place place(String cursor) {
    List<String> key = Cursor.decode(cursor, 2);
    try {
      return new Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1)));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw Problem.unprocessable("invalid-cursor", "The cursor is not one this list gave out.")
          .withField("cursor", "not a cursor of this list");
    }
  }

  private ModelVersionView read(ResultSet row) throws SQLException {
    return new ModelVersionView(
        row.getObject("id", UUID.class),
        row.getTimestamp("created_at").toInstant(),
        row.getString("engine"),
        row.getString("encoder"),
        row.getString("head"),
        tree(row.getString("labels")),
        row.getInt("items"),
        row.getInt("scored"),
        row.getDouble("temperature"),
        row.getDouble("weight"),
        row.getDouble("held_out_gain"),
        row.getBoolean("earned"),
        tree(row.getString("parameters")),
        tree(row.getString("metrics")),
        row.getString("training_hash"),
        row.getString("model_hash"));
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
