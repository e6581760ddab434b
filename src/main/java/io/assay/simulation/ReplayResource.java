package io.assay.simulation;

import io.assay.account.Role;
import io.assay.task.DirectedLeases;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The dispatch mode of replays: a named labeler gets a named item. Embedded profile only. */
@Path("/api/replay/assignments")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Replay")
public class ReplayResource {
  /** Who is to get which item; the labeler by the subject at the issuer. */
  public record WantedLease(
      @NotBlank @Size(max = 200) String subject, @NotBlank @Size(max = 200) String key) {}

  /** A batch of leases in one dataset. */
  @Schema(
      example =
          """
          {"datasetId": "22a9751d-56f4-4e27-aa33-cd4ff5c6dbb4",
           "leases": [{"subject": "rte-1f2e3d-w017", "key": "task-42"}]}
          """)
  public record WantedLeases(
      @NotNull UUID datasetId,
      @NotNull @Size(min = 1, max = 1000) List<@Valid WantedLease> leases) {}

  /** The leases, in the order asked for. */
  public record GivenLeases(List<DirectedLeases.Given> assignments) {}

  private final DirectedLeases directedLeases;

  ReplayResource(DirectedLeases directedLeases) {
    this.directedLeases = directedLeases;
  }

  @POST
  @Operation(summary = "Lease named items to named labelers")
  public GivenLeases lease(@Valid @NotNull WantedLeases wanted) {
    return new GivenLeases(
        directedLeases.lease(
            wanted.datasetId(),
            wanted.leases().stream()
                .map(lease -> new DirectedLeases.Wanted(lease.subject(), lease.key()))
                .toList()));
  }
}
