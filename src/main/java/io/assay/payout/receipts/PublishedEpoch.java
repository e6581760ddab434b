package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleSumTree.Leaf;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says everybody has, had before and is paid for, read from its tables as they are,
 * right or wrong: what a challenge of a payout needs (see IEpochChallenges).
 */
public final class PublishedEpoch {
  /** The fault of a place, by the name under which the vault is told of it. */
  public enum Kind {
    /** It has less than in the epoch before, or nothing. */
    LOWERED,
    /** What it has is not what it had and the lines it is paid for. */
    PAYOUT,
    /** Two of its lines name one answer. */
    DOUBLED
  }

  /**
   * A fault at a place.
   *
   * @param first line of two that name one answer, from 0; as {@code second}, 0 of other kinds
   */
  public record Fault(Kind kind, long index, int first, int second) {}

  /** Which epoch, of which vault, and the hash of its files. */
  public record Name(long epoch, long chainId, String vaultAddress, String manifestHash) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PAYOUT_COLUMNS =
      List.of("index", "account", "amount_base_units", "cumulative_base_units", "proof");
  private static final String HASH = "0x[0-9a-f]{64}";

  private final Name name;
  private final SortedMap<Long, Leaf> before = new TreeMap<>();
  private final SortedMap<Long, Leaf> now = new TreeMap<>();
  private final SortedMap<Long, List<Commitment.Line>> lines;
  private final @Nullable MerkleSumTree treeBefore;
  private final MerkleSumTree tree;

  private PublishedEpoch(Bundle bundle) {
    JsonNode epoch = json(bundle, EpochReceipt.EPOCH);
    String manifest = json(bundle, EpochReceipt.COMMITMENT).path("manifestHash").asText();
    if (!manifest.matches(HASH)) {
      throw new Difference(EpochReceipt.COMMITMENT, 0, "manifestHash is no hash");
    }
    name =
        new Name(
            epoch.path("epoch").asLong(),
            epoch.path("chainId").asLong(),
            epoch.path("vaultAddress").asText(),
            manifest);
    Csv.read(
        bundle,
        PayoutTables.LEAVES,
        PayoutTables.LEAF_COLUMNS,
        row -> {
          if (!row.get(2).isEmpty()) {
            put(before, row.get(0), row.get(2), row.get(3));
          }
        });
    Csv.read(
        bundle,
        PayoutTables.PAYOUTS,
        PAYOUT_COLUMNS,
        row -> put(now, row.get(0), row.get(1), row.get(3)));
    if (now.isEmpty()) {
      throw new Difference(PayoutTables.PAYOUTS, 0, "there is no payout");
    }
    lines = PaymentProof.lines(bundle);
    treeBefore = before.isEmpty() ? null : MerkleSumTree.of(List.copyOf(before.values()));
    tree = MerkleSumTree.of(List.copyOf(now.values()));
  }

  /**
   * Reads the tables.
   *
   * @throws Difference if one cannot be read
   */
  public static PublishedEpoch of(Bundle bundle) {
    return new PublishedEpoch(bundle);
  }

  private static JsonNode json(Bundle bundle, String file) {
    try {
      return JSON.readTree(bundle.get(file));
    } catch (IOException e) {
      throw new Difference(file, 0, "it is no JSON");
    }
  }

  private static void put(
      SortedMap<Long, Leaf> into, String index, String account, String cumulative) {
    long place = Long.parseLong(index);
    if (into.put(place, new Leaf(place, account, new BigInteger(cumulative))) != null) {
      throw new IllegalArgumentException("two leaves have one place");
    }
  }

  public Name name() {
    return name;
  }

  /** The published tree. */
  public MerkleSumTree tree() {
    return tree;
  }

  /** That of the epoch before; nothing where nobody had anything. */
  public Optional<MerkleSumTree> treeBefore() {
    return Optional.ofNullable(treeBefore);
  }

  /** What a place has; nothing where it has no leaf. */
  public Optional<Leaf> find(long index) {
    return Optional.ofNullable(now.get(index));
  }

  /** What it had in the epoch before. */
  public Optional<Leaf> findBefore(long index) {
    return Optional.ofNullable(before.get(index));
  }

  /** The first fault of the first place that has one. */
  public Optional<Fault> findFault() {
    SortedSet<Long> places = new TreeSet<>(now.keySet());
    places.addAll(before.keySet());
    places.addAll(lines.keySet());
    return places.stream().map(this::findFault).flatMap(Optional::stream).findFirst();
  }

  /** The first fault of a place. */
  public Optional<Fault> findFault(long index) {
    BigInteger had = amount(before.get(index));
    BigInteger has = amount(now.get(index));
    if (has.compareTo(had) < 0) {
      return Optional.of(new Fault(Kind.LOWERED, index, 0, 0));
    }
    List<Commitment.Line> own = lines.getOrDefault(index, List.of());
    BigInteger due =
        own.stream().map(Commitment.Line::amount).reduce(BigInteger.ZERO, BigInteger::add);
    if (!has.equals(had.add(due))) {
      return Optional.of(new Fault(Kind.PAYOUT, index, 0, 0));
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < own.size(); i++) {
      Integer first = seen.putIfAbsent(own.get(i).dataset() + "/" + own.get(i).item(), i);
      if (first != null) {
        return Optional.of(new Fault(Kind.DOUBLED, index, first, i));
      }
    }
    return Optional.empty();
  }

  private static BigInteger amount(@Nullable Leaf leaf) {
    return leaf == null ? BigInteger.ZERO : leaf.cumulative();
  }
}
