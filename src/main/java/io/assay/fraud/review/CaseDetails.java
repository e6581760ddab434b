package io.assay.fraud.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts together what a reviewer may see of a case. */
@ApplicationScoped
class CaseDetails {
  private final CaseReader reader;
  private final EvidenceStore evidence;
  private final ClusterStore clusters;
  private final TimelineStore timelines;
  private final Proposals proposals;

  CaseDetails(
      CaseReader reader,
      EvidenceStore evidence,
      ClusterStore clusters,
      TimelineStore timelines,
      Proposals proposals) {
    this.reader = reader;
    this.evidence = evidence;
    this.clusters = clusters;
    this.timelines = timelines;
    this.proposals = proposals;
  }

  CaseDetail of(CaseView found, UUID asker) {
    Optional<SampleContent> sample = reader.findSample(found.id());
    Evidence seen = sample.map(SampleContent::evidence).orElseGet(() -> evidence.of(found));
    return new CaseDetail(
        found,
        found.blind() ? seen.blind() : seen,
        proposals.of(found, asker),
        clusters.cluster(found, seen),
        found.blind() ? List.of() : Waterfall.of(clusters.labelers(), clusters.edges(found, seen)),
        sample.map(SampleContent::timeline).orElseGet(() -> timelines.of(found)),
        clusters.reference(found).orElse(null),
        Checklist.entries());
  }
}
