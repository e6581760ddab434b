package io.assay.fraud.review;

import io.assay.account.LabelerId;
import io.assay.fraud.BanGrounds;
import io.assay.fraud.linkage.EvidenceFamily;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads what joins the accounts of a case, from the last scan or else from its flags and pairs. */
@ApplicationScoped
class ClusterStore {
  private static final int MAX_EDGES = 500;
  private static final double WALLET_NATS = 12;
  private static final double BROWSER_NATS = 9;
  private static final double OTHER_NATS = 2;
  private static final int LEAST_PAIRS = 100;

  private final Jdbi jdbi;

  ClusterStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  CaseDetail.Cluster cluster(CaseView found, Evidence evidence) {
    List<CaseDetail.Edge> edges = edges(found, evidence);
    return new CaseDetail.Cluster(
        nodes(found),
        found.blind()
            ? edges.stream().map(edge -> withNats(edge, null)).toList()
            : List.copyOf(edges));
  }

  /** Edges, strongest first, with their nats whoever asks. */
  List<CaseDetail.Edge> edges(CaseView found, Evidence evidence) {
    List<CaseDetail.Edge> edges = new ArrayList<>(scanned(found));
    if (edges.isEmpty()) {
      for (Evidence.PairView pair : evidence.pairs()) {
        edges.add(
            new CaseDetail.Edge(
                pair.labelerIdA(),
                pair.labelerIdB(),
                EvidenceFamily.CONTENT,
                pair.logEValue() == null ? 0 : pair.logEValue(),
                String.format(
                    Locale.ROOT,
                    "Same answer on %d of %d common items; %.1f expected",
                    pair.same(),
                    pair.commonItems(),
                    pair.expectedSame())));
      }
      for (CaseView.CaseFlag flag : found.flags()) {
        if (BanGrounds.familyOf(flag.kind()) != EvidenceFamily.CONTENT) {
          for (LabelerId other : flag.labelers().subList(1, flag.labelers().size())) {
            edges.add(ofFlag(flag, flag.labelers().get(0), other));
          }
        }
      }
    }
    edges.sort(
        Comparator.comparingDouble((CaseDetail.Edge edge) -> -natsOf(edge))
            .thenComparing(edge -> edge.a().value())
            .thenComparing(edge -> edge.b().value()));
    return edges.subList(0, Math.min(MAX_EDGES, edges.size()));
  }

  private static double natsOf(CaseDetail.Edge edge) {
    Double nats = edge.nats();
    return nats == null ? 0 : nats;
  }

  private static CaseDetail.Edge ofFlag(CaseView.CaseFlag flag, LabelerId a, LabelerId b) {
    Double measured = flag.logEValue();
    double usual =
        switch (flag.kind()) {
          case "SAME_WALLET" -> WALLET_NATS;
          case "SAME_BROWSER" -> BROWSER_NATS;
          default -> OTHER_NATS;
        };
    return new CaseDetail.Edge(
        a,
        b,
        BanGrounds.familyOf(flag.kind()),
        measured == null ? usual : measured,
        flag.summary());
  }

  private static CaseDetail.Edge withNats(CaseDetail.Edge edge, @Nullable Double nats) {
    return new CaseDetail.Edge(edge.a(), edge.b(), edge.family(), nats, edge.summary());
  }

  private List<CaseDetail.Edge> scanned(CaseView found) {
    Object[] labelers = found.labelers().stream().map(one -> one.id().value()).toArray();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT ON (labeler_a, labeler_b, family) labeler_a, labeler_b, family,
                      nats FROM suspect_cluster_edge
                    WHERE labeler_a = ANY (:labelers) AND labeler_b = ANY (:labelers)
                    ORDER BY labeler_a, labeler_b, family, nats DESC
                    """)
                .bindArray("labelers", UUID.class, labelers)
                .map(
                    (row, context) -> {
                      LabelerId a = new LabelerId(row.getObject(1, UUID.class));
                      LabelerId b = new LabelerId(row.getObject(2, UUID.class));
                      EvidenceFamily family = EvidenceFamily.valueOf(row.getString(3));
                      return new CaseDetail.Edge(
                          a, b, family, row.getDouble(4), summary(found, family, a, b));
                    })
                .list());
  }

  private static String summary(CaseView found, EvidenceFamily family, LabelerId a, LabelerId b) {
    return found.flags().stream()
        .filter(flag -> BanGrounds.familyOf(flag.kind()) == family)
        .filter(flag -> flag.labelers().contains(a) && flag.labelers().contains(b))
        .map(CaseView.CaseFlag::summary)
        .findFirst()
        .orElse(family.name().toLowerCase(Locale.ROOT) + " evidence of the last scan");
  }

  private List<CaseDetail.Node> nodes(CaseView found) {
    Object[] ids = found.labelers().stream().map(one -> one.id().value()).toArray();
    Map<UUID, Double> risks = new HashMap<>();
    Set<UUID> banned = new HashSet<>();
    jdbi.useHandle(
        handle -> {
          handle
              .createQuery(
                  "SELECT labeler_id, risk FROM labeler_risk WHERE labeler_id = ANY (:ids)")
              .bindArray("ids", UUID.class, ids)
              .map((row, context) -> risks.put(row.getObject(1, UUID.class), row.getDouble(2)))
              .list();
          banned.addAll(
              handle
                  .createQuery(
                      "SELECT labeler_id FROM sanction WHERE kind = 'BAN' AND labeler_id = ANY (:ids)")
                  .bindArray("ids", UUID.class, ids)
                  .mapTo(UUID.class)
                  .list());
        });
    return found.labelers().stream()
        .map(
            one ->
                new CaseDetail.Node(
                    one.id(),
                    one.name(),
                    found.blind() ? null : risks.get(one.id().value()),
                    one.answers(),
                    one.held(),
                    banned.contains(one.id().value())))
        .toList();
  }

  /** The number of labelers there are: the prior that two of them are one hand. */
  long labelers() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM account WHERE role = 'labeler'")
                .mapTo(Long.class)
                .one());
  }

  /** How pairs compare of whom neither is in any case; none while they are too few. */
  Optional<CaseDetail.Reference> reference(CaseView found) {
    return jdbi.withHandle(handle -> reference(handle, found.datasetId()));
  }

  private static Optional<CaseDetail.Reference> reference(Handle handle, @Nullable UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT count(*) AS pairs,
              percentile_cont(0.999) WITHIN GROUP (ORDER BY p.log_e_value) AS quantile
            FROM pair_evidence p WHERE p.dataset_id = CAST(:dataset AS uuid) AND NOT EXISTS (
              SELECT 1 FROM fraud_case_labeler l WHERE l.labeler_id IN (p.labeler_a, p.labeler_b))
            """)
        .bindByType("dataset", datasetId, UUID.class)
        .map(
            (row, context) ->
                row.getLong("pairs") < LEAST_PAIRS
                    ? Optional.<CaseDetail.Reference>empty()
                    : Optional.of(
                        new CaseDetail.Reference(row.getDouble("quantile"), row.getLong("pairs"))))
        .one();
  }
}
