package io.assay.fraud.review;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.fraud.CaseLog;
import io.assay.fraud.ReviewConfig;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How well reviews go, and whether their log is whole. */
@Path("/api")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class ReviewQualityResource {
  /** What cases of known truth to make; either kind where none is named. */
  @Schema(example = "{\"count\": 2}")
  public record NewSamples(Samples.@Nullable Kind kind, @Min(1) @Max(20) int count) {}

  /** How many were made. */
  public record Made(int made) {}

  private final Jdbi jdbi;
  private final ReviewConfig config;
  private final CaseLog log;
  private final Samples samples;
  private final CurrentAccount current;

  ReviewQualityResource(
      Jdbi jdbi, ReviewConfig config, CaseLog log, Samples samples, CurrentAccount current) {
    this.jdbi = jdbi;
    this.config = config;
    this.log = log;
    this.samples = samples;
    this.current = current;
  }

  @GET
  @Path("/review-quality")
  @Operation(summary = "How right and how much of one mind reviewers are")
  public ReviewQuality quality() {
    return jdbi.withHandle(handle -> ReviewQuality.read(handle, config.firstLookHours()));
  }

  @GET
  @Path("/review-log/check")
  @Operation(
      summary = "Recompute the hashes of the review log",
      description = "Keep the head elsewhere: a log written anew from the start has another one.")
  public CaseLog.Check check() {
    return log.check();
  }

  @POST
  @Path("/review-samples")
  @Operation(
      summary = "Mix in cases whose truth is known",
      description = "They look like all others; decisions on them do nothing to anybody.")
  public Made sample(@Valid @NotNull NewSamples wanted) {
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
