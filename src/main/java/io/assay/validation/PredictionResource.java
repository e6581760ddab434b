package io.assay.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which version of a dataset's validation model said what of which item. */
@Path("/api/datasets/{id}/predictions")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class PredictionResource {
  private final DatasetAccess access;
  private final Jdbi jdbi;
  private final ObjectMapper json;

  PredictionResource(DatasetAccess access, Jdbi jdbi, ObjectMapper json) {
    this.access = access;
    this.jdbi = jdbi;
    this.json = json;
  }

  @GET
  @Operation(
      summary = "Newest prediction of each item, by item key",
      description =
          "The version that made it did not see the item. Labelers never see predictions here.")
  public Page<PredictionView> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    UUID dataset = access.getOwned(id).id;
    int size = Page.limit(limit);
    String after = cursor == null ? "" : Cursor.decode(cursor, 1).get(0);
    List<PredictionView> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT i.key, p.version_id, p.probabilities
                        FROM prediction p JOIN item i ON i.id = p.item_id
                        WHERE i.dataset_id = :dataset AND i.key > :after
                        ORDER BY i.key LIMIT :limit
                        """)
                    .bind("dataset", dataset)
                    .bind("after", after)
                    .bind("limit", size + 1)
                    .map(
                        (row, context) ->
                            new PredictionView(
                                row.getString("key"),
                                row.getObject("version_id", UUID.class),
                                tree(row.getString("probabilities"))))
                    .list());
    return Page.of(rows, size, last -> Cursor.encode(last.key()));
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
