package io.assay.fraud;

import io.assay.fraud.behaviour.Automation;
import io.assay.fraud.clusters.AccountRisk;
import io.assay.fraud.clusters.AccountRisks;
import io.assay.fraud.clusters.EvidenceGraph;
import io.assay.fraud.clusters.GroupTest;
import io.assay.fraud.clusters.PairPosterior;
import io.assay.fraud.clusters.SuspectCluster;
import io.assay.fraud.clusters.SuspectClusters;
import io.assay.fraud.clusters.Waterfall;
import io.assay.fraud.linkage.EvidenceFamily;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * A scan reads all evidence, groups accounts, and writes clusters and risks; it depends on the tables
 * alone, so one that is lost is made again. It runs when a cheap stamp of the evidence changed. Two
 * scans never run at once, on any server, by an advisory lock.
 *
 * What follows without a person is reversible: from the hold risk on a case is opened, and payouts
 * wait if the evidence that holds the account is of its own answers over the threshold of all pairs,
 * or an identity shared by more accounts than a household has. Nothing else is ever decided here.
 */
/** Groups accounts by all the evidence there is, again whenever it changed. */
@ApplicationScoped
public class ClusterScan {
  private static final long LOCK = 4045;
  private static final int TIMEOUT_SECONDS = 600;

  /** Posterior from which on accounts count as one person's for caps of pay. */
  private static final double ONE_PERSON = 0.9;

  /**
   * A scan was kept: fired after its transaction.
   *
   * @param clusterOfLabeler suspected cluster of each member, posterior at least .2
   * @param nominated labelers who get more probes
   */
  public record Scanned(Map<UUID, UUID> clusterOfLabeler, Set<UUID> nominated) {}

  private final Jdbi jdbi;
  private final LinkSources links;
  private final EffortSources efforts;
  private final ClusterStore store;
  private final Cases cases;
  private final AutomaticHolds holds;
  private final GroupRefits groupRefits;
  private final Instance<GroupTest> groupTests;
  private final ClusterConfig config;
  private final Event<Scanned> scanned;
  private String lastStamp = "";

  ClusterScan(
      Jdbi jdbi,
      LinkSources links,
      EffortSources efforts,
      ClusterStore store,
      Cases cases,
      AutomaticHolds holds,
      GroupRefits groupRefits,
      Instance<GroupTest> groupTests,
      ClusterConfig config,
      Event<Scanned> scanned) {
    this.jdbi = jdbi;
    this.links = links;
    this.efforts = efforts;
    this.store = store;
    this.cases = cases;
    this.holds = holds;
    this.groupRefits = groupRefits;
    this.groupTests = groupTests;
    this.config = config;
    this.scanned = scanned;
  }

  @Scheduled(
      every = "${assay.fraud.clusters.every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void scanWhereChanged() {
    String stamp = QuarkusTransaction.requiringNew().call(this::stamp);
    if (!stamp.equals(lastStamp) || efforts.isStale()) {
      scan();
      lastStamp = stamp;
    }
  }

  /**
   * Held to the commit by whoever changes clusters, on any server. It comes before {@link
   * CaseLog#lock}: a scan that found something writes to the log last.
   */
  public static void lock(Handle handle) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
  }

  /** Scans now, whatever changed. */
  public void scan() {
    Scanned done =
        QuarkusTransaction.requiringNew()
            .timeout(TIMEOUT_SECONDS)
            .call(
                () -> {
                  jdbi.useHandle(ClusterScan::lock);
                  run();
                  return new Scanned(clusterOfLabeler(), nominated());
                });
    scanned.fire(done);
  }

  /** The suspected or confirmed cluster of each labeler in one, posterior at least .2. */
  public Map<UUID, UUID> clusterOfLabeler() {
    return store.memberships(SuspectClusters.EDGE);
  }

  /**
   * The cluster of each labeler who counts as one person with its other members: one cap of pay.
   */
  public Map<UUID, UUID> personOfLabeler() {
    return store.memberships(ONE_PERSON);
  }

  /** Labelers who get more probes: risk over the friction, private money or a burst in common. */
  public Set<UUID> nominated() {
    return store.nominated();
  }

  private String stamp() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT concat_ws('/',
                      (SELECT count(*) || ':' || coalesce(sum(log_e_value), 0) FROM pair_evidence),
                      (SELECT count(*) || ':' || coalesce(max(first_seen)::text, '')
                        FROM identity_evidence),
                      (SELECT count(*) || ':' || coalesce(sum(hashtext(wallet_address)::bigint), 0)
                        FROM account WHERE role = 'labeler'),
                      (SELECT count(*) || ':' || coalesce(max(block), 0) FROM money_transfer),
                      (SELECT count(*) FROM model_answer),
                      (SELECT count(*) || ':' || coalesce(sum(hashtext(person_id::text)::bigint), 0)
                        FROM person_merge),
                      (SELECT count(*) || ':' || coalesce(sum(gain), 0) || ':'
                        || count(*) FILTER (WHERE decided) FROM bloc),
                      (SELECT count(*) || ':' || count(*) FILTER (WHERE state = 'OPEN')
                        || ':' || count(*) FILTER (WHERE state = 'CLEARED') FROM fraud_case))
                    """)
                .mapTo(String.class)
                .one());
  }

  private void run() {
    int persons = persons();
    LinkSources.Found found = links.find(persons);
    EvidenceGraph graph = EvidenceGraph.of(found.links());
    PairPosterior posterior = new PairPosterior(persons, config.contentTemper());
    List<SuspectCluster> clusters = SuspectClusters.find(graph, posterior, groupTest());
    SortedMap<UUID, EffortSources.Measured> measured = efforts.measure();
    SortedMap<String, AccountRisk> risks =
        AccountRisks.of(
            graph,
            posterior,
            clusters,
            steps(measured, EvidenceFamily.QUALITY, "little care"),
            steps(measured, EvidenceFamily.AUTOMATION, "a model's answers"));
    TreeSet<String> nominated = new TreeSet<>(found.nominated());
    risks.forEach(
        (labeler, risk) -> {
          if (risk.total() >= config.frictionRisk()) {
            nominated.add(labeler);
          }
        });
    // Whom nothing but a group speaks against has a risk too, at the prior.
    for (String labeler : found.nominated()) {
      risks = withPrior(risks, labeler, posterior);
    }
    Map<UUID, UUID> groups = groupRefits.groups();
    List<ClusterStore.Kept> kept = store.replace(clusters, risks);
    groupRefits.askWhereChanged(groups);
    store.replaceRisks(risks, nominated);
    Set<String> borneOut = new TreeSet<>();
    for (ClusterStore.Kept one : kept) {
      if (one.cluster().posterior() >= config.frictionRisk()) {
        borneOut.add(Signal.SuspectedCluster.identity(one.id()));
        borneOut.add(Signal.GroupCopying.identity(one.id()));
      }
      if (one.undecided() && one.cluster().posterior() >= config.holdRisk()) {
        act(one, persons);
      }
    }
    cases.withdrawExcept(Signal.SuspectedCluster.IDENTITIES, borneOut);
    cases.withdrawExcept(Signal.GroupCopying.IDENTITIES, borneOut);
    raiseMachines(measured, persons);
  }

  private static SortedMap<String, AccountRisk> withPrior(
      SortedMap<String, AccountRisk> risks, String labeler, PairPosterior posterior) {
    if (risks.containsKey(labeler)) {
      return risks;
    }
    TreeMap<String, AccountRisk> more = new TreeMap<>(risks);
    more.put(labeler, new AccountRisk(labeler, 0, 0, 0, posterior.explain(List.of())));
    return more;
  }

  private int persons() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM account WHERE role = 'labeler'")
                .mapTo(Integer.class)
                .one());
  }

  private GroupTest groupTest() {
    return groupTests.isResolvable() ? groupTests.get() : GroupTest.NONE;
  }

  /** The strongest dataset of each labeler, less ln of their number: somewhere is one of many. */
  private static Map<String, List<Waterfall.Step>> steps(
      SortedMap<UUID, EffortSources.Measured> measured, EvidenceFamily family, String label) {
    SortedMap<String, Double> strongest = new TreeMap<>();
    for (EffortSources.Measured dataset : measured.values()) {
      boolean quality = family == EvidenceFamily.QUALITY;
      (quality ? dataset.quality() : dataset.automation())
          .forEach((labeler, nats) -> strongest.merge(labeler, nats, Math::max));
    }
    double tried = StrictMath.log(Math.max(1, measured.size()));
    Map<String, List<Waterfall.Step>> steps = new TreeMap<>();
    strongest.forEach(
        (labeler, nats) -> {
          if (nats > tried) {
            steps.put(labeler, List.of(new Waterfall.Step(family, label, nats - tried)));
          }
        });
    return steps;
  }

  /** Opens the case, and has payouts wait where the evidence is of answers or identities. */
  private void act(ClusterStore.Kept kept, int persons) {
    SuspectCluster cluster = kept.cluster();
    List<UUID> members = cluster.members().keySet().stream().map(UUID::fromString).toList();
    List<EvidenceFamily> families = List.copyOf(SuspectClusters.families(cluster));
    cases.raise(new Signal.SuspectedCluster(kept.id(), members, families));
    if (HoldGrounds.isOneSheet(cluster)) {
      List<UUID> copiers = cluster.copiers().stream().map(UUID::fromString).toList();
      double nats = cluster.logEValue().orElse(0);
      cases.raise(new Signal.GroupCopying(kept.id(), copiers, nats));
    }
    if (config.automaticHolds()) {
      TreeSet<UUID> held = new TreeSet<>();
      cluster
          .members()
          .forEach(
              (labeler, membership) -> {
                if (membership * cluster.posterior() >= config.holdRisk()
                    && HoldGrounds.isProved(labeler, cluster, persons)) {
                  held.add(UUID.fromString(labeler));
                }
              });
      holds.hold(held, HoldGrounds.reason(families));
    }
  }

  private void raiseMachines(SortedMap<UUID, EffortSources.Measured> measured, int persons) {
    double threshold = Automation.threshold(persons) + StrictMath.log(Math.max(1, measured.size()));
    measured.forEach(
        (dataset, one) ->
            one.automation()
                .forEach(
                    (labeler, nats) -> {
                      if (nats >= threshold) {
                        cases.raise(new Signal.Automated(dataset, UUID.fromString(labeler), nats));
                      }
                    }));
  }
}
