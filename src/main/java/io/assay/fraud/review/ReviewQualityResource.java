package io.assay.fraud.review;

import io.assay.account.Role;
import io.assay.fraud.ReviewConfig;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** How well reviews go. */
@Path("/api/review-quality")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class ReviewQualityResource {
  private final Jdbi jdbi;
  private final ReviewConfig config;

  ReviewQualityResource(Jdbi jdbi, ReviewConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  @GET
  @Operation(summary = "How right and how much of one mind reviewers are")
  public ReviewQuality quality() {
    return jdbi.withHandle(handle -> ReviewQuality.read(handle, config.firstLookHours()));
  }
}
