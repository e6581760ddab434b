package io.assay.consensus;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The answers of a dataset, each with how likely it is true by what all others say. */
@Path("/api/datasets/{id}/submissions")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class SubmissionListResource {
  /**
   * An answer.
   *
   * @param validity leave-one-labeler-out probability that the label is true, by the last fit; null
   *     before it and where answers are no classes
   * @param difficulty of the item: the probability that another skilled labeler would not give its
   *     label
   * @param suggested whether the labeler had seen what the model took the item for
   */
  public record SubmissionView(
      String key,
      String labeler,
      String label,
      @Nullable Double validity,
      @Nullable Double difficulty,
      boolean suggested,
      Instant submittedAt,
      long sequence) {}

  /** One more than any validity: answers without one come last. */
  private static final double LAST = 2;

  private final DatasetAccess access;
  private final Jdbi jdbi;

  SubmissionListResource(DatasetAccess access, Jdbi jdbi) {
    this.access = access;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(
      summary = "Answers with their validity",
      description =
          "validity is how likely the answer is to be true by what everybody else and the model say"
              + " of its item, the labeler's own answer left out. order=validity: the most doubtful"
              + " first; order=sequence: in the order they came.")
  public Page<SubmissionView> list(
      @PathParam("id") UUID id,
      @QueryParam("order") @DefaultValue("sequence") String order,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    Dataset dataset = access.getOwned(id);
    int size = Page.limit(limit);
    boolean doubtful = order.equals("validity");
    if (!doubtful && !order.equals("sequence")) {
      throw Problem.unprocessable("invalid-field", "order is sequence or validity.")
          .withField("order", "sequence or validity");
    }
    Place after = cursor == null ? new Place(-1, 0) : place(cursor);
    List<SubmissionView> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT * FROM (
                          SELECT i.key, a.name, s.label, s.submitted_at, s.sequence, s.suggested,
                            c.difficulty,
                            CAST(c.validity ->> CAST(s.labeler_id AS text) AS float8) AS validity
                          FROM submission s JOIN item i ON i.id = s.item_id
                            JOIN account a ON a.id = s.labeler_id
                            LEFT JOIN consensus c ON c.item_id = s.item_id
                          WHERE s.dataset_id = :dataset) s
                        WHERE (CASE WHEN :doubtful THEN coalesce(validity, :last) ELSE 0 END,
                          sequence) > (:validity, :sequence)
                        ORDER BY CASE WHEN :doubtful THEN coalesce(validity, :last) ELSE 0 END,
                          sequence LIMIT :limit
                        """)
                    .bind("dataset", dataset.id)
                    .bind("doubtful", doubtful)
                    .bind("last", LAST)
                    .bind("validity", after.validity())
                    .bind("sequence", after.sequence())
                    .bind("limit", size + 1)
                    .map(
                        (row, context) ->
                            new SubmissionView(
                                row.getString("key"),
                                row.getString("name"),
                                row.getString("label"),
                                row.getObject("validity", Double.class),
                                row.getObject("difficulty", Double.class),
                                row.getBoolean("suggested"),
                                row.getTimestamp("submitted_at").toInstant(),
                                row.getLong("sequence")))
                    .list());
    return Page.of(rows, size, last -> cursor(last, doubtful));
  }

  private record Place(double validity, long sequence) {}

  private static String cursor(SubmissionView last, boolean doubtful) {
    Double validity = last.validity();
    double at = doubtful ? (validity == null ? LAST : validity) : 0;
    return Cursor.encode(Double.toString(at), Long.toString(last.sequence()));
  }

  private static Place place(String cursor) {
    List<String> key = Cursor.decode(cursor, 2);
    try {
      return new Place(Double.parseDouble(key.get(0)), Long.parseLong(key.get(1)));
    } catch (NumberFormatException e) {
      throw Problem.unprocessable("invalid-cursor", "The cursor is not one this list gave out.")
          .withField("cursor", "not a cursor of this list");
    }
  }
}
