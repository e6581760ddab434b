package io.assay.fraud.review;

import io.assay.account.Role;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Flags, each a suspicion with its measure. */
@Path("/api/flags")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class FlagResource {
  /** The JSON of a flag. */
  public record Flag(
      UUID id,
      UUID caseId,
      String kind,
      List<UUID> labelers,
      @Nullable UUID datasetId,
      @Nullable Double logEValue,
      String summary,
      Instant createdAt) {}

  private final Jdbi jdbi;

  FlagResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Operation(summary = "Flags, by id")
  public Page<Flag> list(
      @QueryParam("state") @Nullable CaseState state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int size = Page.limit(limit);
    UUID after = cursor == null ? new UUID(0, 0) : parse(Cursor.decode(cursor, 1).get(0));
    List<Flag> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT f.* FROM flag f JOIN fraud_case c ON c.id = f.case_id
                        WHERE f.id > :after AND (CAST(:state AS text) IS NULL OR c.state = :state)
                        ORDER BY f.id LIMIT :limit
                        """)
                    .bind("after", after)
                    .bindByType("state", state == null ? null : state.name(), String.class)
                    .bind("limit", size + 1)
                    .map(
                        (row, context) ->
                            new Flag(
                                row.getObject("id", UUID.class),
                                row.getObject("case_id", UUID.class),
                                row.getString("kind"),
                                List.of((UUID[]) row.getArray("labeler_ids").getArray()),
                                row.getObject("dataset_id", UUID.class),
                                row.getObject("log_e_value", Double.class),
                                row.getString("summary"),
                                row.getTimestamp("created_at").toInstant()))
                    .list());
    return Page.of(rows, size, last -> Cursor.encode(last.id().toString()));
  }

  private static UUID parse(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw io.assay.platform.Problem.unprocessable(
              "invalid-cursor", "The cursor is not one this list gave out.")
          .withField("cursor", "not a cursor of this list");
    }
  }
}
