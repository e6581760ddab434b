package io.assay.consensus;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** What the labelers of a dataset are worth to it. */
@Path("/api/datasets/{id}/labelers")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class ReliabilityResource {
  /** A labeler's reliability in this dataset, as an interval. */
  public record ReliabilityView(
      String labeler,
      int answers,
      double accuracy,
      double accuracyLow,
      double accuracyHigh,
      double informativeness) {}

  private final DatasetAccess access;
  private final Jdbi jdbi;

  ReliabilityResource(DatasetAccess access, Jdbi jdbi) {
    this.access = access;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(summary = "Reliability of the labelers of this dataset")
  public List<ReliabilityView> listLabelers(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.name, r.* FROM reliability r JOIN account a ON a.id = r.labeler_id
                    WHERE r.dataset_id = :dataset ORDER BY r.answers DESC, a.name LIMIT 1000
                    """)
                .bind("dataset", dataset.id)
                .map(
                    (row, context) ->
                        new ReliabilityView(
                            row.getString("name"),
                            row.getInt("answers"),
                            row.getDouble("accuracy"),
                            row.getDouble("accuracy_low"),
                            row.getDouble("accuracy_high"),
                            row.getDouble("informativeness")))
                .list());
  }
}
