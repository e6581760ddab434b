package io.assay.consensus;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The labels of a dataset as a file. */
@Path("/api/datasets/{id}/export")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class ExportResource {
  private final DatasetAccess access;
  private final ConsensusExport export;

  ExportResource(DatasetAccess access, ConsensusExport export) {
    this.access = access;
    this.export = export;
  }

  @GET
  @Operation(
      summary = "All labels as a file",
      description =
          "format=csv: task,label,confidence. format=ndjson: with content, distribution over the"
              + " labels, difficulty, disagreement and provenance. The header Assay-Calibration says"
              + " how far the confidences can be trusted, for example: not calibrated on gold (12 of"
              + " 200 gold items).")
  public Response export(
      @PathParam("id") UUID id, @QueryParam("format") @DefaultValue("csv") String format) {
    Dataset dataset = access.getOwned(id);
    return switch (format) {
      case "csv" -> file(dataset, export.csv(dataset.id), "text/csv;charset=UTF-8", "csv");
      case "ndjson" -> file(dataset, export.ndjson(dataset.id), "application/x-ndjson", "ndjson");
      default ->
          throw Problem.unprocessable("invalid-field", "format is csv or ndjson.")
              .withField("format", "csv or ndjson");
    };
  }

  private Response file(Dataset dataset, Object entity, String mediaType, String ending) {
    return Response.ok(entity, mediaType)
        .header(
            "Content-Disposition",
            "attachment; filename=\"assay-" + dataset.id + "." + ending + "\"")
        .header("Assay-Calibration", export.calibration(dataset.id))
        .build();
  }
}
