package io.assay.fraud;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import java.util.ArrayList;
import java.util.List;

/**
 * The ties of members of a bloc, for the graph of evidence.
 *
 * <p>The surplus S of the bloc is ln of an e-value for all members together, so each pair of
 * members a and b is tied by
 *
 * <pre>
 *   min(S, ln N + {@value #SURE}) + ln(p_a p_b)
 * </pre>
 *
 * nats, N the persons there are and p the membership: enough to outweigh the prior of .45 / N with
 * certainty and never enough to have payouts wait by itself, for that is measured on the bloc as a
 * whole. Not all pairs are tied but each member to the next fifth of the others in a circle: as a
 * cut through the middle of the circle of n costs k (k + 1) ties, that is dense enough for
 * communities at half a nat a pair to stay whole.
 */
final class BlocLinks {
  static final double SURE = 5.4;
  private static final int SHARE = 5;
  private static final int FEWEST = 3;

  /** One of a bloc. */
  record Member(String labeler, double membership) {}

  private BlocLinks() {}

  /**
   * The ties, at most one a pair.
   *
   * @param members in the order of names
   */
  static List<Link> of(List<Member> members, double surplus, int persons) {
    double nats = Math.min(surplus, StrictMath.log(Math.max(1, persons)) + SURE);
    int n = members.size();
    int reach = Math.min(n / 2, Math.max(FEWEST, (n + SHARE - 1) / SHARE));
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int step = 1; step <= reach; step++) {
        // Half-way around an even circle both ends would tie the same pair.
        if (2 * step < n || (2 * step == n && i < step)) {
          Member one = members.get(i);
          Member other = members.get((i + step) % n);
          double tied = nats + StrictMath.log(one.membership() * other.membership());
          if (tied > 0) {
            String label = "one of " + n + " accounts with one set of answers";
            links.add(Link.of(one.labeler(), other.labeler(), EvidenceFamily.CONTENT, label, tied));
          }
        }
      }
    }
    return links;
  }
}
