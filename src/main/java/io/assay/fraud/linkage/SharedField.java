package io.assay.fraud.linkage;

/**
 * A field in which two accounts can agree, with what agreement is worth.
 *
 * <p>{@code matchProbability} is m, the probability that two accounts of one person agree in the
 * field; {@code capNats} bounds the weight however rare the value, because rarity is only measured
 * inside the platform; {@code floor} is the probability of one person where agreement alone settles
 * it (D0: nobody is paid to a stranger's wallet; a browser may be a family's).
 */
public enum SharedField {
  ADDRESS(EvidenceFamily.NETWORK, "same network address", 0.5, 2, 0),
  NETWORK_PREFIX(EvidenceFamily.NETWORK, "same network", 0.5, 1, 0),
  HOSTING(EvidenceFamily.NETWORK, "same data centre", 0.5, 2, 0),
  INVITE(EvidenceFamily.NETWORK, "same invitation", 0.5, 1, 0),
  DEVICE(EvidenceFamily.DEVICE, "same kind of device", 0.6, 6, 0),
  FUNDER(EvidenceFamily.MONEY, "wallets first funded by one address", 0.8, 8, 0),
  DIRECT_TRANSFER(EvidenceFamily.MONEY, "one wallet first funded the other", 0.8, 8, 0),
  SWEEP(EvidenceFamily.MONEY, "earnings sent on to one address", 0.8, 8, 0),
  STORAGE_TOKEN(EvidenceFamily.IDENTITY, "same browser profile", 0.8, 9, 0.9),
  WALLET(EvidenceFamily.IDENTITY, "same payout wallet", 0.8, 12, 0.99);

  private final EvidenceFamily family;
  private final String label;
  private final double matchProbability;
  private final double capNats;
  private final double floor;

  SharedField(
      EvidenceFamily family, String label, double matchProbability, double capNats, double floor) {
    this.family = family;
    this.label = label;
    this.matchProbability = matchProbability;
    this.capNats = capNats;
    this.floor = floor;
  }

  public EvidenceFamily family() {
    return family;
  }

  /** What was seen, in a few words. */
  public String label() {
    return label;
  }

  double floor() {
    return floor;
  }

  /**
   * w = ln(m / u) in nats, between 0 and the cap.
   *
   * @param holders persons with the value
   * @param persons persons in all
   */
  double weight(int holders, int persons) {
    double byChance = holders / (double) persons;
    return Math.max(0, Math.min(capNats, StrictMath.log(matchProbability / byChance)));
  }
}
