package io.assay.simulation;

import io.assay.account.Role;
import io.assay.platform.AssayConfig;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The demo crowd: labelers at work with a farm among them. Embedded profile only. */
@Path("/api/simulations")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Simulation")
public class SimulationResource {
  /** How large a crowd; what is left out is chosen for a good look at everything. */
  @Schema(example = "{\"labelers\": 32, \"farm\": 8, \"items\": 120}")
  public record NewSimulation(
      @Min(3) @Max(200) @Nullable Integer labelers,
      @Min(0) @Max(50) @Nullable Integer farm,
      @Min(20) @Max(300) @Nullable Integer items) {}

  private final Simulations simulations;
  private final AssayConfig config;
  private final JsonWebToken token;

  SimulationResource(Simulations simulations, AssayConfig config, JsonWebToken token) {
    this.simulations = simulations;
    this.config = config;
    this.token = token;
  }

  @POST
  @ResponseStatus(202)
  @Operation(summary = "Let a demo crowd work")
  public Simulation start(@Valid @NotNull NewSimulation wanted) {
    if (!config.embedded().issuer()) {
      throw Problem.forbidden(
          "simulation-off", "The demo crowd needs the embedded issuer, which makes its accounts.");
    }
    int labelers = Objects.requireNonNullElse(wanted.labelers(), 32);
    int farm = Objects.requireNonNullElse(wanted.farm(), 8);
    if (labelers - farm < 3) {
      throw Problem.unprocessable("invalid-field", "farm: leave three honest labelers or more.")
          .withField("farm", "at most labelers - 3");
    }
    return simulations.start(
        labelers, farm, Objects.requireNonNullElse(wanted.items(), 120), token.getRawToken());
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "How far the demo crowd is")
  public Simulation get(@PathParam("id") UUID id) {
    return simulations
        .find(id)
        .orElseThrow(() -> Problem.notFound("unknown-simulation", "There is no such simulation."));
  }
}
