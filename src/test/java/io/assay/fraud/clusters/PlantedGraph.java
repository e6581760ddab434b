package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.fraud.linkage.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Made-up evidence: pairs of strangers who answered common items, and farms that copy. */
final class PlantedGraph {
  private static final double[] COPY_RATES = {.25, .5, .75, .95};

  /** How often two honest labelers of four classes agree. */
  private static final double HONEST_AGREEMENT = 0.7;

  private final SplittableRandom random;
  final int labelers;
  final List<Link> links = new ArrayList<>();

  PlantedGraph(SplittableRandom random, int labelers) {
    this.random = random;
    this.labelers = labelers;
  }

  static String name(int labeler) {
    return String.format(Locale.ROOT, "labeler-%06d", labeler);
  }

  /** Each labeler meets so many others on common items, and none copies. */
  PlantedGraph withStrangers(int partners, int commonItems) {
    for (int a = 0; a < labelers; a++) {
      for (int i = 0; i < partners / 2; i++) {
        int b = random.nextInt(labelers);
        if (b != a) {
          links.add(
              Link.of(
                  name(a),
                  name(b),
                  EvidenceFamily.CONTENT,
                  "the same answers",
                  logEValue(commonItems, HONEST_AGREEMENT)));
        }
      }
    }
    return this;
  }

  /** Labelers from {@code first} on are one person, of whom this share of pairs met. */
  PlantedGraph withFarm(int first, int size, double met, int commonItems, double agreement) {
    for (int a = first; a < first + size; a++) {
      for (int b = a + 1; b < first + size; b++) {
        if (random.nextDouble() < met) {
          double nats = logEValue(commonItems, agreement);
          links.add(Link.of(name(a), name(b), EvidenceFamily.CONTENT, "the same answers", nats));
        }
      }
    }
    return this;
  }

  /** D1 where agreement has the probability of honest people, as its null says. */
  private double logEValue(int items, double agreement) {
    double[] sums = new double[COPY_RATES.length];
    for (int i = 0; i < items; i++) {
      boolean same = random.nextDouble() < agreement;
      for (int c = 0; c < sums.length; c++) {
        double copied = same ? COPY_RATES[c] / HONEST_AGREEMENT : 0;
        sums[c] += StrictMath.log(1 - COPY_RATES[c] + copied);
      }
    }
    return Math.max(0, Odds.logSumExp(sums) - StrictMath.log(sums.length));
  }
}
