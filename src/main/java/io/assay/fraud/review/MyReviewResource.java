package io.assay.fraud.review;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What cases do to a labeler, and what the labeler says to it. */
@Path("/api/me")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Review")
public class MyReviewResource {
  /**
   * A hold or a ban.
   *
   * @param kinds of evidence against the account
   * @param from the first answer it is about
   * @param to the last one
   * @param heldBaseUnits pay that waits, or went back to its datasets
   */
  public record Hold(
      UUID caseId,
      CaseState state,
      String reason,
      List<EvidenceFamily> kinds,
      @Nullable Instant from,
      @Nullable Instant to,
      TokenAmount heldBaseUnits,
      Instant appealDeadline,
      @Nullable AppealView appeal) {}

  /** A statement against a hold or a ban. */
  @Schema(
      example =
          "{\"caseId\": \"7f3c1f0e-2f6b-4a55-9a52-1c2d3e4f5a6b\", \"statement\": \"My sister and I"
              + " share a computer; we answered on our own.\"}")
  public record NewAppeal(
      @NotNull UUID caseId, @NotBlank @Size(min = 20, max = 4000) String statement) {}

  /** A code of the other account. */
  @Schema(example = "{\"code\": \"K7QF2MZX4B\"}")
  public record Redemption(@NotBlank @Size(max = 40) String code) {}

  private final Appeals appeals;
  private final AppealReader reader;
  private final PersonMerges merges;
  private final CurrentAccount current;

  MyReviewResource(
      Appeals appeals, AppealReader reader, PersonMerges merges, CurrentAccount current) {
    this.appeals = appeals;
    this.reader = reader;
    this.merges = merges;
    this.current = current;
  }

  @GET
  @Path("/holds")
  @Operation(summary = "What is held of yours, why, and until when you may appeal")
  public List<Hold> listHolds() {
    return reader.holds(current.id());
  }

  @GET
  @Path("/appeals")
  @Operation(summary = "Your appeals, newest first")
  public List<AppealView> listAppeals() {
    return reader.of(current.id());
  }

  @POST
  @Path("/appeals")
  @Operation(summary = "Appeal against a hold or a ban")
  public AppealView appeal(@Valid @NotNull NewAppeal appeal) {
    return reader.get(appeals.file(appeal.caseId(), current.id(), appeal.statement().strip()));
  }

  @POST
  @Path("/merge-code")
  @Operation(
      summary = "A code that joins another account of yours to this one",
      description = "Who says so themselves keeps both accounts, as one person with one cap.")
  public PersonMerges.Code mergeCode() {
    return merges.issue(current.id());
  }

  @POST
  @Path("/merge")
  @Operation(summary = "Join the account that made this code: the two are one person")
  public PersonMerges.Person merge(@Valid @NotNull Redemption redemption) {
    return merges.redeem(current.id(), redemption.code().strip());
  }
}
