package io.assay.fraud;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.TokenAmount;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Cases before an admin. */
@Path("/api/cases")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class CaseResource {
  /** A case with what it rests on. */
  public record CaseDetail(@JsonUnwrapped CaseView found, @JsonUnwrapped Evidence evidence) {}

  /** What an admin may decide. */
  public enum DecisionKind {
    HOLD,
    CLEAR
  }

  /** A decision and its reason, which the labelers are told. */
  @Schema(example = "{\"decision\": \"HOLD\", \"reason\": \"One answer sheet, eight accounts\"}")
  public record NewDecision(
      @NotNull DecisionKind decision, @NotBlank @Size(max = 2000) String reason) {}

  private final Cases cases;
  private final EvidenceStore evidence;
  private final CurrentAccount current;

  CaseResource(Cases cases, EvidenceStore evidence, CurrentAccount current) {
    this.cases = cases;
    this.evidence = evidence;
    this.current = current;
  }

  @GET
  @Operation(summary = "Cases, most money at risk first")
  public Page<CaseView> list(
      @QueryParam("state") @Nullable CaseState state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int size = Page.limit(limit);
    TokenAmount below = null;
    UUID after = null;
    if (cursor != null) {
      List<String> key = Cursor.decode(cursor, 2);
      try {
        below = TokenAmount.parse(key.get(0));
        after = UUID.fromString(key.get(1));
      } catch (IllegalArgumentException e) {
        Cursor.decode("", 2);
      }
    }
    return Page.of(
        cases.list(state, below, after, size + 1),
        size,
        last -> Cursor.encode(last.moneyAtRiskBaseUnits().toString(), last.id().toString()));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "A case with its evidence")
  public CaseDetail get(@PathParam("id") UUID id) {
    CaseView found = cases.get(id);
    return new CaseDetail(found, evidence.of(found));
  }

  @POST
  @Path("/{id}/decision")
  @Operation(
      summary = "Hold or clear",
      description = "HOLD stops payouts of its labelers, nothing else; CLEAR lifts it.")
  public CaseView decide(@PathParam("id") UUID id, @Valid @NotNull NewDecision decision) {
    CaseState to = decision.decision() == DecisionKind.HOLD ? CaseState.HELD : CaseState.CLEARED;
    cases.decide(id, to, decision.reason().strip(), current.id());
    return cases.get(id);
  }
}
