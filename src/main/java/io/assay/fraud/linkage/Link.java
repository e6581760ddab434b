package io.assay.fraud.linkage;

/**
 * One piece of evidence that two labelers are one person.
 *
 * @param a the first in the order of names
 * @param b the second
 * @param family where the evidence comes from
 * @param label what was seen, in a few words without the value itself
 * @param nats ln of the likelihood ratio of one person against two, at least 0
 * @param floor probability of one person that this alone settles; 0 where it settles nothing
 */
public record Link(
    String a, String b, EvidenceFamily family, String label, double nats, double floor) {
  public Link {
    if (a.compareTo(b) >= 0) {
      throw new IllegalArgumentException("a link joins two labelers in the order of their names");
    }
    if (!(nats >= 0) || Double.isInfinite(nats) || !(floor >= 0 && floor < 1)) {
      throw new IllegalArgumentException("evidence of " + nats + " nats, floor " + floor);
    }
  }

  /** A link between two different labelers, whoever is named first. */
  public static Link of(
      String one, String other, EvidenceFamily family, String label, double nats) {
    return of(one, other, family, label, nats, 0);
  }

  /** The same where the evidence alone settles a probability. */
  public static Link of(
      String one, String other, EvidenceFamily family, String label, double nats, double floor) {
    return one.compareTo(other) < 0
        ? new Link(one, other, family, label, nats, floor)
        : new Link(other, one, family, label, nats, floor);
  }
}
