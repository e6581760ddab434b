package io.assay.fraud.review;

import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Appeals before a third person. */
@Path("/api/appeals")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class AppealResource {
  /** The answer to an appeal. */
  public enum Answer {
    UPHOLD,
    REJECT
  }

  /** An answer and its reason, which the labeler is told. */
  @Schema(example = "{\"decision\": \"UPHOLD\", \"reason\": \"Two siblings at one computer\"}")
  public record NewAnswer(@NotNull Answer decision, @NotBlank @Size(max = 2000) String reason) {}

  private final Appeals appeals;
  private final AppealReader reader;
  private final CurrentAccount current;

  AppealResource(Appeals appeals, AppealReader reader, CurrentAccount current) {
    this.appeals = appeals;
    this.reader = reader;
    this.current = current;
  }

  @GET
  @Operation(summary = "Appeals, those to be answered soonest first")
  public Page<AppealView.Queued> list(
      @QueryParam("state") AppealView.@Nullable State state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int size = Page.limit(limit);
    Instant from = null;
    UUID after = null;
    if (cursor != null) {
      List<String> key = Cursor.decode(cursor, 2);
      try {
        from = Instant.parse(key.get(0));
        after = UUID.fromString(key.get(1));
      } catch (DateTimeParseException | IllegalArgumentException e) {
        Cursor.decode("", 2);
      }
    }
    return Page.of(
        reader.list(state, from, after, size + 1),
        size,
        last -> Cursor.encode(last.appeal().answerBy().toString(), last.appeal().id().toString()));
  }

  @POST
  @Path("/{id}/decision")
  @Operation(
      summary = "Answer an appeal",
      description =
          "By somebody who did not decide the case. UPHOLD brings back pay, reliability and labels,"
              + " and the platform owes a little more.")
  public AppealView decide(@PathParam("id") UUID id, @Valid @NotNull NewAnswer answer) {
    appeals.decide(id, answer.decision() == Answer.UPHOLD, answer.reason().strip(), current.id());
    return reader.get(id);
  }
}
