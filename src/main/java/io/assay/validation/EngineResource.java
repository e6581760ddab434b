package io.assay.validation;

import io.assay.account.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What runs the arithmetic of the validation model. */
@Path("/api/operations/engine")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Operations")
public class EngineResource {
  private final ValidationEngine engine;
  private final ModelJobs jobs;

  EngineResource(ValidationEngine engine, ModelJobs jobs) {
    this.engine = engine;
    this.jobs = jobs;
  }

  @GET
  @Operation(
      summary = "The engine of the validation model",
      description =
          "Whether a GPU or the CPU computes, the kernels' hash, why a GPU was refused or given up,"
              + " and how many jobs were done and fell back to the CPU; trainings that wait for"
              + " workers or failed.")
  public EngineView get() {
    return engine.view(jobs.countWaiting(), jobs.listFailed());
  }
}
