package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.Role;
import io.assay.dataset.Dataset;
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

/** The estimated labels of a dataset. */
@Path("/api/datasets/{id}/consensus")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class ConsensusResource {
  /** The estimated label of an item. */
  public record ConsensusView(
      String key, JsonNode content, String label, double confidence, int answers, String method) {}

  private final DatasetAccess access;
  private final Jdbi jdbi;
  private final ObjectMapper json;

  ConsensusResource(DatasetAccess access, Jdbi jdbi, ObjectMapper json) {
    this.access = access;
    this.jdbi = jdbi;
    this.json = json;
  }

  @GET
  @Operation(summary = "Items with their label and confidence, by key")
  public Page<ConsensusView> list(
      @PathParam("id") UUID id,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    Dataset dataset = access.getOwned(id);
    int size = Page.limit(limit);
    String after = cursor == null ? "" : Cursor.decode(cursor, 1).get(0);
    List<ConsensusView> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT i.key, i.content, c.label, c.confidence, c.answers, c.method
                        FROM consensus c JOIN item i ON i.id = c.item_id
                        WHERE c.dataset_id = :dataset AND i.key COLLATE "C" > :after
                        ORDER BY i.key COLLATE "C" LIMIT :limit
                        """)
                    .bind("dataset", dataset.id)
                    .bind("after", after)
                    .bind("limit", size + 1)
                    .map(
                        (row, context) ->
                            new ConsensusView(
                                row.getString("key"),
                                read(row.getString("content")),
                                row.getString("label"),
                                row.getDouble("confidence"),
                                row.getInt("answers"),
                                row.getString("method")))
                    .list());
    return Page.of(rows, size, last -> Cursor.encode(last.key()));
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
