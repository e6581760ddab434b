package io.assay.validation;

import io.assay.account.Role;
import io.assay.validation.gpu.Engine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What runs the arithmetic of validation models on this server. */
@Path("/api/engine")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Operations")
public class EngineResource {
  /**
   * What runs the arithmetic.
   *
   * @param name of the engine: cpu-twin, or gpu and its card
   * @param gpu whether a GPU computes by now
   * @param kernels SHA-256 of the kernels, or of those whose twins run
   * @param state what the log said of the GPU last, or why there is none
   * @param waitingJobs trainings that wait for workers or are held by them
   * @param failedJobs trainings that failed three times, and why the last time
   */
  @Schema(
      description = "What runs the arithmetic of validation models on this server",
      example =
          """
          {"name": "cpu-twin", "gpu": false,
           "kernels": "0d5c6f1ed94c2d3ffb0c5d1b3c9f6a4e0b7a2d9c8e1f4a5b6c7d8e9f0a1b2c3d",
           "state": "GPU off: no CUDA driver (libcuda.so.1)", "waitingJobs": 0, "failedJobs": []}
          """)
  public record EngineView(
      String name,
      boolean gpu,
      String kernels,
      String state,
      int waitingJobs,
      List<ModelJobs.Failed> failedJobs) {
    public EngineView {
      failedJobs = List.copyOf(failedJobs);
    }
  }

  private final EngineHost host;
  private final ModelJobs jobs;

  EngineResource(EngineHost host, ModelJobs jobs) {
    this.host = host;
    this.jobs = jobs;
  }

  @GET
  @Operation(
      summary = "The engine of this server",
      description = "Large tables are trained on a GPU where there is one, the rest on the CPU.")
  public EngineView get() {
    Engine engine = host.get();
    return new EngineView(
        engine.name(),
        engine.onGpu(),
        engine.ptxHash(),
        host.state(),
        jobs.countWaiting(),
        jobs.listFailed());
  }
}
