package io.assay.fraud;

import io.assay.account.LabelerId;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of a case. Money at risk is what its labelers earned and no epoch has settled. */
public record CaseView(
    UUID id,
    CaseState state,
    @Nullable UUID datasetId,
    @Nullable String datasetName,
    List<Suspect> labelers,
    List<CaseFlag> flags,
    TokenAmount moneyAtRiskBaseUnits,
    Instant openedAt,
    @Nullable Decision decision) {
  /** An account under suspicion. */
  public record Suspect(
      LabelerId id, String name, boolean held, long answers, TokenAmount unpaidBaseUnits) {}

  /** A flag in short. */
  public record CaseFlag(
      UUID id, String kind, List<LabelerId> labelers, @Nullable Double logEValue, String summary) {}

  /** What was decided last. */
  public record Decision(String decision, String reason, String decidedBy, Instant decidedAt) {}
}
