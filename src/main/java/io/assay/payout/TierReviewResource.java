package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;

/** The look of a reviewer that opens tier 3 to who brings neither proof nor stake. */
@Path("/api/tier-reviews/{labelerId}")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Payouts")
public class TierReviewResource {
  /** Why the reviewer thinks that this is one honest person. */
  @Schema(
      example =
          """
          {"reason": "Explained three hard items on a call; answers are plainly their own."}
          """)
  public record TierReview(@NotBlank @Size(min = 20, max = 2000) String reason) {}

  private final Jdbi jdbi;
  private final CurrentAccount current;

  TierReviewResource(Jdbi jdbi, CurrentAccount current) {
    this.jdbi = jdbi;
    this.current = current;
  }

  @PUT
  @Transactional
  @Operation(summary = "Say that you looked at a labeler and found one honest person")
  public void put(@PathParam("labelerId") UUID labelerId, @Valid @NotNull TierReview review) {
    int stored =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO tier_review (labeler_id, reviewer_id, reason)
                        SELECT id, :reviewer, :reason FROM account
                        WHERE id = :labeler AND role = 'labeler'
                        ON CONFLICT (labeler_id) DO UPDATE SET reviewer_id = excluded.reviewer_id,
                          reason = excluded.reason, reviewed_at = now()
                        """)
                    .bind("labeler", labelerId)
                    .bind("reviewer", current.id())
                    .bind("reason", review.reason())
                    .execute());
    if (stored == 0) {
      throw Problem.notFound("unknown-labeler", "There is no such labeler.");
    }
  }
}
