package io.assay.dataset;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Idempotency;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Datasets: make, fill, open, close, look. */
@Path("/api/datasets")
@Authenticated
@Tag(name = "Datasets")
public class DatasetResource {
  private static final int IMPORT_SECONDS = 900;

  private final CurrentAccount current;
  private final Datasets datasets;
  private final DatasetAccess access;
  private final DatasetViews views;
  private final ItemImport itemImport;
  private final Idempotency idempotency;

  DatasetResource(
      CurrentAccount current,
      Datasets datasets,
      DatasetAccess access,
      DatasetViews views,
      ItemImport itemImport,
      Idempotency idempotency) {
    this.current = current;
    this.datasets = datasets;
    this.access = access;
    this.views = views;
    this.itemImport = itemImport;
    this.idempotency = idempotency;
  }

  @GET
  @Transactional
  @Operation(summary = "Datasets, newest first")
  public Page<DatasetView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return views.list(cursor, Page.limit(limit));
  }

  @POST
  @RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
  @ResponseStatus(201)
  @Operation(summary = "Make a dataset, as a draft")
  public DatasetView create(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewDataset request) {
    return idempotency.execute(
        key,
        current.id() + "/datasets",
        request,
        () -> views.of(datasets.create(current.id(), request)),
        DatasetView.class);
  }

  @GET
  @Path("/{id}")
  @Transactional
  @Operation(summary = "One dataset")
  public DatasetView get(@PathParam("id") UUID id) {
    return views.of(access.getVisible(id));
  }

  @POST
  @Path("/{id}/items")
  @RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
  @Consumes({"application/x-ndjson", "text/csv"})
  @Transactional
  @TransactionConfiguration(timeout = IMPORT_SECONDS)
  @Operation(
      summary = "Stream items in",
      description =
          "One item a line. A faulty line is reported with its number and the others go in; a key"
              + " the dataset already has counts as a duplicate.")
  @RequestBody(
      content = {
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(
                    name = "ndjson",
                    value =
                        "{\"key\":\"r-1\",\"content\":{\"text\":\"Black ice on the bridge\"}}\n")),
        @Content(
            mediaType = "text/csv",
            schema = @Schema(type = SchemaType.STRING),
            examples =
                @ExampleObject(name = "csv", value = "key,text\nr-1,Black ice on the bridge\n"))
      })
  public ImportReport addItems(
      @PathParam("id") UUID id, @HeaderParam("Content-Type") String mediaType, InputStream body) {
    Dataset dataset = access.getOwned(id);
    if (dataset.state == DatasetState.CLOSED) {
      throw Problem.conflict("dataset-closed", "A closed dataset takes no more items.");
    }
    return itemImport.run(dataset.id, mediaType, body);
  }

  @POST
  @Path("/{id}/open")
  @RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
  @Transactional
  @Operation(summary = "Put the dataset out to labelers")
  public DatasetView open(@PathParam("id") UUID id) {
    return views.of(datasets.open(access.getOwned(id).id));
  }

  @POST
  @Path("/{id}/close")
  @RolesAllowed({Role.REQUESTER_NAME, Role.ADMIN_NAME})
  @Transactional
  @Operation(summary = "Take the dataset from the labelers")
  public DatasetView close(@PathParam("id") UUID id) {
    return views.of(datasets.close(access.getOwned(id).id));
  }
}
