package io.assay.fraud.review;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.assay.account.LabelerId;
import io.assay.fraud.linkage.EvidenceFamily;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case with all that is known of it.
 *
 * @param waterfall from the prior on, summands of the log odds that the accounts are one hand;
 *     empty for a blind reviewer
 * @param checklist innocent explanations to look at
 */
public record CaseDetail(
    @JsonUnwrapped CaseView found,
    @JsonUnwrapped Evidence evidence,
    List<Proposal> proposals,
    Cluster cluster,
    List<Summand> waterfall,
    List<TimelineEvent> timeline,
    @Nullable Reference reference,
    List<ChecklistEntry> checklist) {
  /** What a reviewer said; without decision, reason and checklist for a blind one. */
  public record Proposal(
      String reviewer,
      @Nullable DecisionKind decision,
      @Nullable String reason,
      @Nullable List<String> checklist,
      Instant at) {}

  /** The accounts and what joins them. */
  public record Cluster(List<Node> nodes, List<Edge> edges) {}

  /** An account of the cluster. */
  public record Node(
      LabelerId id,
      String name,
      @Nullable Double risk,
      long answers,
      boolean held,
      boolean banned) {}

  /**
   * Evidence of one family between two accounts.
   *
   * @param nats log of the likelihood ratio; null for a blind reviewer
   */
  public record Edge(
      LabelerId a, LabelerId b, EvidenceFamily family, @Nullable Double nats, String summary) {}

  /** One summand; the prior is of no family. */
  public record Summand(@Nullable EvidenceFamily family, String label, double nats) {}

  /** What an account did, counted by the minute or the hour. */
  public record TimelineEvent(LabelerId labeler, Instant at, EventKind kind, long count) {}

  /** What may have happened. */
  public enum EventKind {
    REGISTERED,
    SUBMITTED,
    FLAGGED,
    HELD,
    DECIDED,
    APPEALED,
    PAID
  }

  /** How pairs nobody suspects compare. */
  public record Reference(double honestPairQuantile999, long pairs) {}

  /** An innocent explanation. */
  public record ChecklistEntry(String key) {}
}
