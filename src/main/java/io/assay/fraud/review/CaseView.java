package io.assay.fraud.review;

import io.assay.account.LabelerId;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a case, as one reviewer may see it. Money at risk is what its labelers earned and no
 * epoch has settled.
 *
 * @param deadline when a reviewer must have looked
 * @param blind whether scores and the decisions of others are kept from this reviewer, so that they
 *     judge the evidence first
 * @param risk null before a first scan, and for a blind reviewer
 */
public record CaseView(
    UUID id,
    CaseState state,
    @Nullable UUID datasetId,
    @Nullable String datasetName,
    List<Suspect> labelers,
    List<CaseFlag> flags,
    List<EvidenceFamily> families,
    TokenAmount moneyAtRiskBaseUnits,
    Instant openedAt,
    Instant deadline,
    boolean blind,
    @Nullable Risk risk,
    @Nullable Decision decision) {
  /** An account under suspicion. */
  public record Suspect(
      LabelerId id, String name, boolean held, long answers, TokenAmount unpaidBaseUnits) {}

  /** A flag in short. */
  public record CaseFlag(
      UUID id, String kind, List<LabelerId> labelers, @Nullable Double logEValue, String summary) {}

  /** What was decided last. */
  public record Decision(String decision, String reason, String decidedBy, Instant decidedAt) {}

  /** The highest risks among its labelers, each from 0 to 1. */
  public record Risk(double total, double link, double quality, double auto) {}
}
