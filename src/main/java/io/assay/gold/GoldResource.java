package io.assay.gold;

import io.assay.account.Role;
import io.assay.dataset.DatasetAccess;
import io.assay.dataset.ImportReport;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Known answers of a dataset; labelers never see which items have one. */
@Path("/api/datasets/{id}/gold")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Datasets")
public class GoldResource {
  private final DatasetAccess access;
  private final GoldImport goldImport;
  private final GoldReports reports;

  GoldResource(DatasetAccess access, GoldImport goldImport, GoldReports reports) {
    this.access = access;
    this.goldImport = goldImport;
    this.reports = reports;
  }

  @POST
  @Consumes({"application/x-ndjson", "text/csv"})
  @Transactional
  @TransactionConfiguration(timeout = 900)
  @Operation(summary = "Stream known answers in")
  @RequestBody(
      content = {
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(name = "ndjson", value = "{\"key\":\"r-1\",\"label\":\"ice\"}\n")),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples = @ExampleObject(name = "csv", value = "key,label\nr-1,ice\n"))
      })
  public ImportReport add(
      @PathParam("id") UUID id, @HeaderParam("Content-Type") String mediaType, InputStream body) {
    return goldImport.run(access.getOwned(id), mediaType, body);
  }

  @GET
  @Operation(summary = "How the known answers stand, and which have got about")
  public GoldReport report(@PathParam("id") UUID id) {
    return reports.of(access.getOwned(id).id);
  }
}
