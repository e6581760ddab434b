package io.assay.fraud.review;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Cases whose truth is known. */
@Path("/api/review-samples")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class SampleResource {
  /** What cases of known truth to make; either kind where none is named. */
  @Schema(example = "{\"count\": 2}")
  public record NewSamples(Samples.@Nullable Kind kind, @Min(1) @Max(20) int count) {}

  /** How many were made. */
  public record Made(int made) {}

  private final Samples samples;
  private final CurrentAccount current;

  SampleResource(Samples samples, CurrentAccount current) {
    this.samples = samples;
    this.current = current;
  }

  @POST
  @Operation(
      summary = "Mix in cases whose truth is known",
      description = "They look like all others; decisions on them do nothing to anybody.")
  public Made make(@Valid @NotNull NewSamples wanted) {
    for (int i = 0; i < wanted.count(); i++) {
      Samples.Kind kind = wanted.kind();
      if (kind == null) {
        kind =
            ThreadLocalRandom.current().nextBoolean()
                ? Samples.Kind.PLANTED
                : Samples.Kind.INNOCENT;
      }
      samples.make(kind, current.id());
    }
    return new Made(wanted.count());
  }
}
