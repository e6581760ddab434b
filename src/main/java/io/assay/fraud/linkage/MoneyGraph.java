package io.assay.fraud.linkage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Detector D8: where the money of labelers' wallets comes from and goes to, after the second graph
 * of Arbitrum's Sybil filter (2023).
 *
 * <p>The <em>first funder</em> of a wallet is who sent its first tokens; its <em>sweep</em> is
 * where at least {@value #SWEPT_PERCENT} % of all that it ever sent went. Both edges are left out
 * where the other end is an entity: an address that is named (exchange, bridge, faucet, paymaster,
 * the vault itself), or that dealt with more than {@value #MAX_COUNTERPARTIES} others. What is left
 * is private money, and its weakly connected groups have a shape: a star (one address beside all),
 * a chain (each funds the next) or a tree.
 *
 * <p>Null model: strangers share a private funder as often as that funder is common among wallets,
 * which is the term frequency of D3. Threshold: none here, a group of {@value #SMALLEST_GROUP} or
 * more labelers is only <em>nominated</em>: looked at, probed more, never held for that. It can be
 * evaded through an exchange, so its absence clears nobody. Multiplicity: by the prior of pairs.
 */
public final class MoneyGraph {
  static final int SWEPT_PERCENT = 80;
  static final int MAX_COUNTERPARTIES = 50;
  static final int SMALLEST_GROUP = 3;

  /** How a group hangs together. */
  public enum Shape {
    STAR,
    CHAIN,
    TREE
  }

  /** Labelers whose private money hangs together. */
  public record Group(Shape shape, SortedSet<String> labelers) {}

  private record Edge(String from, String to) {}

  private final SortedMap<String, TreeSet<String>> labelersOf = new TreeMap<>();
  private final SortedMap<String, String> funderOf = new TreeMap<>();
  private final SortedMap<String, String> sweepOf = new TreeMap<>();

  private MoneyGraph() {}

  /**
   * The graph of some transfers.
   *
   * @param transfers in any order
   * @param walletOf payout wallet by labeler
   * @param entities addresses that many strangers deal with by their nature
   */
  public static MoneyGraph of(
      List<Transfer> transfers, Map<String, String> walletOf, Set<String> entities) {
    MoneyGraph graph = new MoneyGraph();
    walletOf.forEach(
        (labeler, wallet) ->
            graph.labelersOf.computeIfAbsent(address(wallet), key -> new TreeSet<>()).add(labeler));
    List<Transfer> ordered = new ArrayList<>(transfers);
    ordered.sort(null);
    Set<String> excluded = entities(ordered, entities);
    graph.readFunders(ordered, excluded);
    graph.readSweeps(ordered, excluded);
    return graph;
  }

  private static String address(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Set<String> entities(List<Transfer> transfers, Set<String> named) {
    Map<String, Set<String>> counterparties = new TreeMap<>();
    for (Transfer transfer : transfers) {
      String from = address(transfer.from());
      String to = address(transfer.to());
      counterparties.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
      counterparties.computeIfAbsent(to, key -> new TreeSet<>()).add(from);
    }
    Set<String> entities = new TreeSet<>();
    named.forEach(one -> entities.add(address(one)));
    counterparties.forEach(
        (one, others) -> {
          if (others.size() > MAX_COUNTERPARTIES) {
            entities.add(one);
          }
        });
    return entities;
  }

  /** Only the very first funder counts: a wallet opened from an exchange has no private one. */
  private void readFunders(List<Transfer> ordered, Set<String> excluded) {
    Map<String, String> first = new TreeMap<>();
    for (Transfer transfer : ordered) {
      String to = address(transfer.to());
      if (labelersOf.containsKey(to) && !to.equals(address(transfer.from()))) {
        first.putIfAbsent(to, address(transfer.from()));
      }
    }
    first.forEach(
        (wallet, funder) -> {
          if (!excluded.contains(funder)) {
            funderOf.put(wallet, funder);
          }
        });
  }

  private void readSweeps(List<Transfer> ordered, Set<String> excluded) {
    Map<String, TreeMap<String, BigInteger>> sent = new TreeMap<>();
    for (Transfer transfer : ordered) {
      String from = address(transfer.from());
      if (labelersOf.containsKey(from)) {
        sent.computeIfAbsent(from, key -> new TreeMap<>())
            .merge(address(transfer.to()), transfer.amount(), BigInteger::add);
      }
    }
    sent.forEach(
        (wallet, amounts) -> {
          BigInteger all = amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
          amounts.forEach(
              (to, amount) -> {
                BigInteger part = amount.multiply(BigInteger.valueOf(100));
                boolean most = part.compareTo(all.multiply(BigInteger.valueOf(SWEPT_PERCENT))) >= 0;
                if (most && all.signum() > 0 && !excluded.contains(to) && !to.equals(wallet)) {
                  sweepOf.put(wallet, to);
                }
              });
        });
  }

  /** Funders and sweeps as values that D3 weighs; who funded another labeler shares a value too. */
  public List<FieldValue> fieldValues() {
    List<FieldValue> values = new ArrayList<>();
    funderOf.forEach(
        (wallet, funder) -> {
          add(values, wallet, SharedField.FUNDER, funder);
          if (labelersOf.containsKey(funder)) {
            String between = funder + ">" + wallet;
            add(values, wallet, SharedField.DIRECT_TRANSFER, between);
            add(values, funder, SharedField.DIRECT_TRANSFER, between);
          }
        });
    sweepOf.forEach((wallet, to) -> add(values, wallet, SharedField.SWEEP, to));
    return values;
  }

  private void add(List<FieldValue> values, String wallet, SharedField field, String value) {
    for (String labeler : labelersOf.getOrDefault(wallet, new TreeSet<>())) {
      values.add(new FieldValue(labeler, field, value));
    }
  }

  /** The nominated groups, by their first labeler. */
  public List<Group> groups() {
    List<Edge> edges = new ArrayList<>();
    funderOf.forEach((wallet, funder) -> edges.add(new Edge(funder, wallet)));
    sweepOf.forEach((wallet, to) -> edges.add(new Edge(wallet, to)));
    List<Group> groups = new ArrayList<>();
    for (List<Edge> component : components(edges)) {
      TreeSet<String> labelers = new TreeSet<>();
      for (Edge edge : component) {
        labelers.addAll(labelersOf.getOrDefault(edge.from(), new TreeSet<>()));
        labelers.addAll(labelersOf.getOrDefault(edge.to(), new TreeSet<>()));
      }
      if (labelers.size() >= SMALLEST_GROUP) {
        groups.add(new Group(shape(component), labelers));
      }
    }
    groups.sort((one, other) -> one.labelers().first().compareTo(other.labelers().first()));
    return groups;
  }

  private static List<List<Edge>> components(List<Edge> edges) {
    Map<String, String> root = new TreeMap<>();
    for (Edge edge : edges) {
      String from = find(root, edge.from());
      String to = find(root, edge.to());
      root.put(from.compareTo(to) < 0 ? to : from, from.compareTo(to) < 0 ? from : to);
    }
    Map<String, List<Edge>> components = new TreeMap<>();
    for (Edge edge : edges) {
      components.computeIfAbsent(find(root, edge.from()), key -> new ArrayList<>()).add(edge);
    }
    return List.copyOf(components.values());
  }

  private static String find(Map<String, String> root, String node) {
    String current = node;
    String above = root.getOrDefault(current, current);
    while (!above.equals(current)) {
      current = above;
      above = root.getOrDefault(current, current);
    }
    return current;
  }

  private static Shape shape(List<Edge> component) {
    Map<String, TreeSet<String>> sentTo = new TreeMap<>();
    Map<String, TreeSet<String>> receivedFrom = new TreeMap<>();
    Map<String, TreeSet<String>> neighbours = new TreeMap<>();
    for (Edge edge : component) {
      sentTo.computeIfAbsent(edge.from(), key -> new TreeSet<>()).add(edge.to());
      receivedFrom.computeIfAbsent(edge.to(), key -> new TreeSet<>()).add(edge.from());
      neighbours.computeIfAbsent(edge.from(), key -> new TreeSet<>()).add(edge.to());
      neighbours.computeIfAbsent(edge.to(), key -> new TreeSet<>()).add(edge.from());
    }
    int others = neighbours.size() - 1;
    if (largest(sentTo) == others || largest(receivedFrom) == others) {
      return Shape.STAR;
    }
    return largest(neighbours) <= 2 ? Shape.CHAIN : Shape.TREE;
  }

  private static int largest(Map<String, ? extends Set<String>> sets) {
    return sets.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
