package io.assay.fraud.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Detector D3: linkage of accounts by the fields they share, as of Fellegi and Sunter (1969) with
 * term frequencies (Winkler 1989).
 *
 * <p>A pair that agrees in field f on value v gets the weight, in nats,
 *
 * <pre>
 *   w_f(v) = min(cap_f, ln(m_f / u_f(v))),   u_f(v) = holders of v / persons
 * </pre>
 *
 * and within a family only its strongest field counts, because a household agrees in all of them
 * for one reason. Who reads the links sums over families and tempers the sum by {@value #TEMPER},
 * as families are not independent either. Disagreement weighs 0, never less: browsers that forge
 * their traits would clear themselves.
 *
 * <p>Null model: two persons agree on v as often as v is common. Threshold: none here; a value held
 * by more than {@value #MAX_HOLDERS} persons (a campus, a carrier's gateway) or named as shared by
 * nature is no evidence at all. Multiplicity: in the prior odds of the pair posterior, which count
 * all pairs.
 */
public final class FellegiSunter {
  /** What the sum over families is multiplied with until enough decided cases calibrate it. */
  public static final double TEMPER = 0.7;

  /** A value held by more persons than this identifies nobody. */
  public static final int MAX_HOLDERS = 50;

  private FellegiSunter() {}

  private record Key(SharedField field, String value) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byField = field.compareTo(other.field);
      return byField != 0 ? byField : value.compareTo(other.value);
    }
  }

  private record Place(String a, String b, EvidenceFamily family) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = a.compareTo(other.a);
      order = order != 0 ? order : b.compareTo(other.b);
      return order != 0 ? order : family.compareTo(other.family);
    }
  }

  /**
   * The links of all pairs that share a value, by name.
   *
   * @param values in any order; repeated ones count once
   * @param persons accounts in all, those without any value included
   * @param sharedByNature values that say nothing: exchanges, bridges, faucets, campuses
   */
  public static List<Link> links(List<FieldValue> values, int persons, Set<String> sharedByNature) {
    Map<Key, TreeSet<String>> holders = new TreeMap<>();
    for (FieldValue value : values) {
      if (!sharedByNature.contains(value.value())) {
        holders
            .computeIfAbsent(new Key(value.field(), value.value()), key -> new TreeSet<>())
            .add(value.labeler());
      }
    }
    Map<Place, Link> strongest = new TreeMap<>();
    holders.forEach(
        (key, labelers) -> {
          if (labelers.size() > 1 && labelers.size() <= MAX_HOLDERS) {
            linkAll(key.field(), List.copyOf(labelers), persons, strongest);
          }
        });
    return List.copyOf(strongest.values());
  }

  private static void linkAll(
      SharedField field, List<String> labelers, int persons, Map<Place, Link> strongest) {
    double nats = field.weight(labelers.size(), Math.max(persons, labelers.size()));
    List<String> names = new ArrayList<>(labelers);
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        Link link =
            Link.of(names.get(i), names.get(j), field.family(), field.label(), nats, field.floor());
        strongest.merge(
            new Place(link.a(), link.b(), link.family()), link, FellegiSunter::stronger);
      }
    }
  }

  private static Link stronger(Link one, Link other) {
    if (one.floor() != other.floor()) {
      return one.floor() > other.floor() ? one : other;
    }
    return one.nats() >= other.nats() ? one : other;
  }
}
