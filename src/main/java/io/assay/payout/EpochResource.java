package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.BundleVerifier;
import io.assay.platform.Idempotency;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Settlement periods. */
@Path("/api/epochs")
@Authenticated
@Tag(name = "Payouts")
public class EpochResource {
  private final Epochs epochs;
  private final EpochClosing closing;
  private final EpochSettlement settlement;
  private final EpochFiles files;
  private final Idempotency idempotency;
  private final CurrentAccount current;

  EpochResource(
      Epochs epochs,
      EpochClosing closing,
      EpochSettlement settlement,
      EpochFiles files,
      Idempotency idempotency,
      CurrentAccount current) {
    this.epochs = epochs;
    this.closing = closing;
    this.settlement = settlement;
    this.files = files;
    this.idempotency = idempotency;
    this.current = current;
  }

  @GET
  @Operation(summary = "Closed epochs, newest first")
  public Page<Epoch> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return epochs.list(cursor, Page.limit(limit));
  }

  @GET
  @Path("/{number}/bundle")
  @Produces("application/zip")
  @Operation(
      summary = "The receipt bundle of an epoch",
      description =
          "A ZIP of the answers, what the labels rest on, the payments and the proofs, without"
              + " anybody's name. The offline command verify works everything out again from the"
              + " answers; the chain has its data hash.")
  public Response bundle(@PathParam("number") long number) {
    Epoch epoch =
        epochs
            .find(number)
            .orElseThrow(() -> Problem.notFound("unknown-epoch", "There is no such epoch."));
    List<String> names = files.listNames(number);
    if (names.isEmpty()) {
      throw Problem.notFound("no-bundle", "The epoch has no receipt bundle yet.");
    }
    StreamingOutput zip =
        out -> {
          ZipOutputStream archive = new ZipOutputStream(out);
          for (String name : names) {
            Bundle.addTo(archive, name, files.find(number, name).orElseThrow());
          }
          Bundle.addTo(archive, BundleVerifier.CHAIN, chainJson(epoch));
          archive.finish();
        };
    return Response.ok(zip, "application/zip")
        .header("Content-Disposition", "attachment; filename=\"assay-epoch-" + number + ".zip\"")
        .build();
  }

  private static byte[] chainJson(Epoch epoch) {
    String hash = epoch.transactionHash();
    String value = hash == null || hash.isEmpty() ? "null" : "\"" + hash + "\"";
    return ("{ \"transaction\" : " + value + " }\n").getBytes(StandardCharsets.UTF_8);
  }

  @POST
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      summary = "Close an epoch now",
      description =
          "Settles what has come free of the pay of labelers who are not held, however young.")
  public Epoch close(@HeaderParam("Idempotency-Key") @Nullable String key) {
    settlement.reconcile();
    Epoch closed =
        idempotency.execute(
            key,
            current.id() + "/epochs",
            Map.of(),
            () ->
                closing
                    .close(Duration.ZERO)
                    .orElseThrow(
                        () ->
                            Problem.conflict(
                                "nothing-to-settle",
                                "No labeler has unsettled earnings, or the last epoch still waits"
                                    + " for the chain.")),
            Epoch.class);
    settlement.reconcile();
    return epochs.find(closed.number()).orElse(closed);
  }
}
