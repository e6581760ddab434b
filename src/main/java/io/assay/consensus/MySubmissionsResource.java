package io.assay.consensus;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
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

/**
 * A labeler's own answers. What others said of an item shows only once it is closed: resolved with
 * nobody at work on it and of no further use to compare or grade labelers, or its dataset closed.
 */
@Path("/api/me/submissions")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Labeling")
public class MySubmissionsResource {
  /**
   * An answer of one's own.
   *
   * @param validity how likely it is true by what all others say; null while the item is open
   */
  public record MySubmission(
      UUID assignmentId,
      UUID datasetId,
      String label,
      Instant submittedAt,
      @Nullable Double validity,
      long sequence) {}

  private final CurrentAccount current;
  private final Jdbi jdbi;

  MySubmissionsResource(CurrentAccount current, Jdbi jdbi) {
    this.current = current;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(
      summary = "Your answers, newest first",
      description = "validity is null until the item is closed.")
  public Page<MySubmission> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int size = Page.limit(limit);
    long before = cursor == null ? Long.MAX_VALUE : place(cursor);
    List<MySubmission> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT s.assignment_id, s.dataset_id, s.label, s.submitted_at, s.sequence,
                          CASE WHEN d.state = 'CLOSED' OR (t.state = 'RESOLVED'
                              AND t.purpose = 'LABEL' AND t.pool IS NULL AND t.live_leases = 0)
                            THEN CAST(c.validity ->> CAST(s.labeler_id AS text) AS float8)
                            END AS validity
                        FROM submission s JOIN task t ON t.id = s.task_id
                          JOIN dataset d ON d.id = s.dataset_id
                          LEFT JOIN consensus c ON c.item_id = s.item_id
                        WHERE s.labeler_id = :labeler AND s.sequence < :before
                        ORDER BY s.sequence DESC LIMIT :limit
                        """)
                    .bind("labeler", current.id())
                    .bind("before", before)
                    .bind("limit", size + 1)
                    .map(
                        (row, context) ->
                            new MySubmission(
                                row.getObject("assignment_id", UUID.class),
                                row.getObject("dataset_id", UUID.class),
                                row.getString("label"),
                                row.getTimestamp("submitted_at").toInstant(),
                                row.getObject("validity", Double.class),
                                row.getLong("sequence")))
                    .list());
    return Page.of(rows, size, last -> Cursor.encode(Long.toString(last.sequence())));
  }

  private static long place(String cursor) {
    try {
      return Long.parseLong(Cursor.decode(cursor, 1).get(0));
    } catch (NumberFormatException e) {
      throw Problem.unprocessable("invalid-cursor", "The cursor is not one this list gave out.")
          .withField("cursor", "not a cursor of this list");
    }
  }
}
