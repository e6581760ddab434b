package io.assay.fraud.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.CurrentAccount;
import io.assay.account.Role;
import io.assay.fraud.CaseLog;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Cases before the admins who review them. */
@Path("/api/cases")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Review")
public class CaseResource {
  private static final String NOBODY = "system";

  /** A decision, its reason, which the labelers are told, and the explanations looked at. */
  @Schema(
      example =
          "{\"decision\": \"HOLD\", \"reason\": \"One answer sheet, eight accounts\","
              + " \"checklist\": [\"same-household\", \"ambiguous-items\"]}")
  public record NewDecision(
      @NotNull DecisionKind decision,
      @NotBlank @Size(max = 2000) String reason,
      @Nullable List<String> checklist) {}

  /**
   * An entry of the log.
   *
   * @param detail null for a reviewer who is to judge for themselves first
   */
  public record LogEntry(
      long sequence,
      Instant at,
      String actor,
      String action,
      @Nullable JsonNode detail,
      String configVersion,
      String hash,
      String previousHash) {}

  private final CaseReader reader;
  private final CaseDetails details;
  private final Decisions decisions;
  private final EffectPreview effects;
  private final CaseLog log;
  private final CurrentAccount current;
  private final ObjectMapper json;

  CaseResource(
      CaseReader reader,
      CaseDetails details,
      Decisions decisions,
      EffectPreview effects,
      CaseLog log,
      CurrentAccount current,
      ObjectMapper json) {
    this.reader = reader;
    this.details = details;
    this.decisions = decisions;
    this.effects = effects;
    this.log = log;
    this.current = current;
    this.json = json;
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
        reader.list(current.id(), state, below, after, size + 1),
        size,
        last -> Cursor.encode(last.moneyAtRiskBaseUnits().toString(), last.id().toString()));
  }

  @GET
  @Path("/{id}")
  @Operation(
      summary = "A case with its evidence",
      description = "Without scores and the decisions of others until you have proposed one.")
  public CaseDetail get(@PathParam("id") UUID id) {
    return details.of(reader.get(id, current.id()), current.id());
  }

  @GET
  @Path("/{id}/effect")
  @Operation(summary = "What a decision would do, worked out from the answers and the ledger")
  public EffectView effect(
      @PathParam("id") UUID id, @QueryParam("decision") @Nullable DecisionKind decision) {
    if (decision == null) {
      throw Problem.unprocessable("invalid-field", "decision: HOLD, BAN or CLEAR.")
          .withField("decision", "HOLD, BAN or CLEAR");
    }
    return effects.of(reader.get(id, current.id()), decision);
  }

  @GET
  @Path("/{id}/log")
  @Operation(summary = "Everything done about a case, each entry sealed by the one before")
  public List<LogEntry> log(@PathParam("id") UUID id) {
    UUID asker = current.id();
    CaseView found = reader.get(id, asker);
    boolean sample = reader.findSample(id).isPresent();
    return log.list(id).stream()
        .filter(entry -> !sample || !isOthersClear(entry, asker))
        .map(entry -> entry(entry, found.blind()))
        .toList();
  }

  private static boolean isOthersClear(CaseLog.Named named, UUID asker) {
    UUID actor = named.entry().actor();
    return actor != null
        && !actor.equals(asker)
        && named.entry().action().equals(CaseState.CLEARED.name());
  }

  private LogEntry entry(CaseLog.Named named, boolean blind) {
    boolean hidden = blind && named.entry().actor() != null;
    return new LogEntry(
        named.entry().sequence(),
        named.entry().at(),
        Optional.ofNullable(named.actorName()).orElse(NOBODY),
        hidden ? "DECIDED" : named.entry().action(),
        hidden ? null : parse(named.entry().detail()),
        named.entry().configVersion(),
        named.entry().hash(),
        named.entry().previousHash());
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @POST
  @Path("/{id}/decision")
  @Operation(
      summary = "Hold, ban or clear",
      description =
          "HOLD stops payouts of its labelers, CLEAR lifts that: one person's word, undone without"
              + " loss. A BAN proposes; another person's BAN makes it final, anything else of theirs"
              + " releases. A ban rests on two kinds of evidence.")
  public CaseView decide(@PathParam("id") UUID id, @Valid @NotNull NewDecision decision) {
    decisions.decide(
        id,
        decision.decision(),
        decision.reason().strip(),
        Checklist.read(decision.checklist()),
        current.id());
    return reader.get(id, current.id());
  }
}
