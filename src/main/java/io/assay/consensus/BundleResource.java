package io.assay.consensus;

import io.assay.account.Role;
import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetAccess;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All that it takes to work out the labels of a dataset again, as a file. */
@Path("/api/datasets/{id}/bundle")
@RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
@Tag(name = "Labels")
public class BundleResource {
  private final DatasetAccess access;
  private final ReceiptBundle bundle;

  BundleResource(DatasetAccess access, ReceiptBundle bundle) {
    this.access = access;
    this.bundle = bundle;
  }

  @GET
  @Produces("application/zip")
  @Operation(
      summary = "The receipt bundle of the labels",
      description =
          "A ZIP of answers.csv, gold.csv, prior.csv, exclusions.csv, pairs.csv, fit.json,"
              + " consensus.csv, labelers.csv and manifest.txt, as the last fit had them. The offline"
              + " command verify makes consensus.csv and labelers.csv from the others, byte for byte;"
              + " aggregate does where fit.json names the method assay. Labelers are named by"
              + " pseudonyms.")
  public Response bundle(@PathParam("id") UUID id) {
    Dataset dataset = access.getOwned(id);
    StreamingOutput zip =
        bundle
            .zip(dataset)
            .orElseThrow(() -> Problem.conflict("no-answers", "There are no answers yet."));
    return Response.ok(zip, "application/zip")
        .header(
            "Content-Disposition", "attachment; filename=\"assay-" + dataset.id + "-bundle.zip\"")
        .build();
  }
}
