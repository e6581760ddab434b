package io.assay.fraud;

import io.assay.fraud.behaviour.RegistrationBursts;
import io.assay.fraud.behaviour.TimedAnswer;
import io.assay.fraud.behaviour.Timing;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.FellegiSunter;
import io.assay.fraud.linkage.FieldValue;
import io.assay.fraud.linkage.Link;
import io.assay.fraud.linkage.MoneyGraph;
import io.assay.fraud.linkage.SharedField;
import io.assay.fraud.linkage.Transfer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Reads what links labelers from the tables; labelers are named by the text of their ids. */
@ApplicationScoped
class LinkSources {
  /** Pairs whose times are compared: those other evidence links most. */
  private static final int MAX_TIMED_PAIRS = 2_000;

  /** Links, and the groups somebody should look at whatever the links say. */
  record Found(List<Link> links, SortedSet<String> nominated) {}

  private final Jdbi jdbi;
  private final Instance<MoneyTransfers> money;
  private final ClusterConfig config;

  LinkSources(Jdbi jdbi, Instance<MoneyTransfers> money, ClusterConfig config) {
    this.jdbi = jdbi;
    this.money = money;
    this.config = config;
  }

  /** All links between labelers. */
  Found find(int persons) {
    List<FieldValue> values = new ArrayList<>(identityValues());
    Map<String, String> wallets = wallets();
    wallets.forEach(
        (labeler, wallet) -> values.add(new FieldValue(labeler, SharedField.WALLET, wallet)));
    Set<String> entities = new HashSet<>(config.entities().orElse(List.of()));
    List<Transfer> transfers = new ArrayList<>();
    for (MoneyTransfers source : money) {
      transfers.addAll(source.list());
      entities.addAll(source.ownAddresses());
    }
    MoneyGraph graph = MoneyGraph.of(transfers, wallets, entities);
    values.addAll(graph.fieldValues());
    List<Link> links = new ArrayList<>(FellegiSunter.links(values, persons, entities));
    links.addAll(content());
    links.addAll(blocs(persons));
    links.addAll(times(links));
    TreeSet<String> nominated = new TreeSet<>();
    graph.groups().forEach(group -> nominated.addAll(group.labelers()));
    RegistrationBursts.find(registrations()).forEach(burst -> nominated.addAll(burst.labelers()));
    return new Found(links, nominated);
  }

  private List<FieldValue> identityValues() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT labeler_id, kind, value_hmac FROM identity_evidence WHERE expires_at >"
                        + " now() ORDER BY labeler_id, kind, value_hmac")
                .map(
                    (row, context) ->
                        new FieldValue(
                            row.getString("labeler_id"),
                            SharedField.valueOf(row.getString("kind")),
                            row.getString("value_hmac")))
                .list());
  }

  private Map<String, String> wallets() {
    Map<String, String> wallets = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT id, wallet_address FROM account WHERE role = 'labeler' AND"
                        + " wallet_address IS NOT NULL")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> wallets.put(entry.getKey(), entry.getValue())));
    return wallets;
  }

  /** E-values of different datasets rest on different answers: their product is one too. */
  private List<Link> content() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT labeler_a::text AS a, labeler_b::text AS b,
                      sum(log_e_value ORDER BY dataset_id) AS nats, sum(same) AS same,
                      sum(common_items) AS common
                    FROM pair_evidence GROUP BY 1, 2 HAVING sum(log_e_value) > 0 ORDER BY 1, 2
                    """)
                .map(
                    (row, context) ->
                        Link.of(
                            row.getString("a"),
                            row.getString("b"),
                            EvidenceFamily.CONTENT,
                            "same answer on "
                                + row.getLong("same")
                                + " of "
                                + row.getLong("common")
                                + " common items",
                            row.getDouble("nats")))
                .list());
  }

  private record BlocRow(String bloc, BlocLinks.Member member, double surplus) {}

  /** The ties of members of one decided bloc. */
  private List<Link> blocs(int persons) {
    Map<String, List<BlocRow>> byBloc = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT b.id, m.labeler_id::text AS labeler, m.membership, b.surplus
                    FROM bloc b JOIN bloc_member m ON m.bloc_id = b.id
                    WHERE b.decided AND b.surplus > 0 ORDER BY b.id, 2
                    """)
                .map(
                    (row, context) ->
                        new BlocRow(
                            row.getString("id"),
                            new BlocLinks.Member(
                                row.getString("labeler"), row.getDouble("membership")),
                            row.getDouble("surplus")))
                .forEach(
                    row -> byBloc.computeIfAbsent(row.bloc(), id -> new ArrayList<>()).add(row)));
    List<Link> links = new ArrayList<>();
    byBloc
        .values()
        .forEach(
            rows ->
                links.addAll(
                    BlocLinks.of(
                        rows.stream().map(BlocRow::member).toList(),
                        rows.get(0).surplus(),
                        persons)));
    return links;
  }

  private record Pair(String a, String b) {}

  /** Times of the pairs that other evidence links; times alone link nobody. */
  private List<Link> times(List<Link> links) {
    Map<Pair, Double> evidence =
        new TreeMap<>(Comparator.comparing(Pair::a).thenComparing(Pair::b));
    links.forEach(link -> evidence.merge(new Pair(link.a(), link.b()), link.nats(), Double::sum));
    List<Pair> pairs = new ArrayList<>(evidence.keySet());
    // Stable: pairs of as much evidence stay in the order of names.
    pairs.sort((one, other) -> Double.compare(nats(evidence, other), nats(evidence, one)));
    List<Pair> strongest = pairs.subList(0, Math.min(MAX_TIMED_PAIRS, pairs.size()));
    TreeSet<UUID> labelers = new TreeSet<>();
    strongest.forEach(
        pair -> {
          labelers.add(UUID.fromString(pair.a()));
          labelers.add(UUID.fromString(pair.b()));
        });
    Timing timing = new Timing(answers(labelers));
    List<Link> found = new ArrayList<>();
    for (Pair pair : strongest) {
      double nats = timing.compare(pair.a(), pair.b()).nats();
      if (nats > 0) {
        found.add(Link.of(pair.a(), pair.b(), EvidenceFamily.TIME, "work timed alike", nats));
      }
    }
    return found;
  }

  private static double nats(Map<Pair, Double> evidence, Pair pair) {
    return evidence.getOrDefault(pair, 0.0);
  }

  /** Answers to every item the labelers answered, others' included: they tell what items take. */
  private List<TimedAnswer> answers(SortedSet<UUID> labelers) {
    if (labelers.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT s.labeler_id, s.item_id, s.seconds,
                      extract(epoch FROM s.submitted_at)::float8 AS at
                    FROM submission s
                    WHERE s.item_id IN (SELECT item_id FROM submission
                      WHERE labeler_id = ANY (:labelers))
                    """)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .map(
                    (row, context) -> {
                      double seconds = row.getDouble("seconds");
                      boolean unknown = row.wasNull();
                      return new TimedAnswer(
                          row.getString("labeler_id"),
                          row.getString("item_id"),
                          row.getDouble("at"),
                          unknown ? Double.NaN : seconds);
                    })
                .list());
  }

  private List<RegistrationBursts.Registration> registrations() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT ON (a.id) a.id, e.value_hmac,
                      extract(epoch FROM a.created_at)::float8 AS at
                    FROM account a JOIN identity_evidence e ON e.labeler_id = a.id
                    WHERE e.kind = 'NETWORK_PREFIX' ORDER BY a.id, e.first_seen, e.value_hmac
                    """)
                .map(
                    (row, context) ->
                        new RegistrationBursts.Registration(
                            row.getString("id"), row.getString("value_hmac"), row.getDouble("at")))
                .list());
  }
}
