package io.assay.operations;

import io.assay.account.Role;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** Whether farming pays. */
@Path("/api/economics")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Operations")
public class EconomicsResource {
  /**
   * The JSON.
   *
   * @param farmBaseUnits settled to accounts that were confirmed as farms later
   * @param leakage the share of it in all that was settled
   */
  public record Economics(
      Instant runAt,
      EconomicsReport report,
      TokenAmount farmBaseUnits,
      TokenAmount settledBaseUnits,
      double leakage) {}

  private final EconomicsRuns runs;
  private final EconomicsFigures figures;
  private final Jdbi jdbi;

  EconomicsResource(EconomicsRuns runs, EconomicsFigures figures, Jdbi jdbi) {
    this.runs = runs;
    this.figures = figures;
    this.jdbi = jdbi;
  }

  @GET
  @Operation(
      summary = "What farms may expect, and what reached them",
      description = "The newest nightly run of the simulator; the leakage is of this moment.")
  public Economics get() {
    EconomicsRuns.Run run = runs.latest();
    EconomicsFigures.Leakage leakage = jdbi.withHandle(figures::leakage);
    return new Economics(
        run.runAt(),
        run.report(),
        leakage.farmBaseUnits(),
        leakage.settledBaseUnits(),
        leakage.share());
  }
}
