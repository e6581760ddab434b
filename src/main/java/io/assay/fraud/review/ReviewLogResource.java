package io.assay.fraud.review;

import io.assay.account.Role;
import io.assay.fraud.CaseLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether the log of reviews is whole. */
@Path("/api/review-log/check")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class ReviewLogResource {
  private final CaseLog log;

  ReviewLogResource(CaseLog log) {
    this.log = log;
  }

  @GET
  @Operation(
      summary = "Recompute the hashes of the review log",
      description = "Keep the head elsewhere: a log written anew from the start has another one.")
  public CaseLog.Check check() {
    return log.check();
  }
}
