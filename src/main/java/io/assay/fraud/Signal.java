package io.assay.fraud;

import io.assay.fraud.linkage.EvidenceFamily;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One measured suspicion against labelers. */
public sealed interface Signal {
  List<UUID> labelers();

  /** The dataset it was measured on; null where it is about the accounts themselves. */
  default @Nullable UUID datasetId() {
    return null;
  }

  /** ln of the e-value against independent work; null where there is no such measure. */
  default @Nullable Double logEValue() {
    return null;
  }

  String kind();

  /** What makes it the same suspicion when it is measured again. */
  String identity();

  /** One sentence for an admin. */
  String summary();

  /** Two labelers agree on a dataset more than independent people do. */
  record Copying(
      UUID dataset, UUID a, UUID b, int commonItems, int same, double expectedSame, double strength)
      implements Signal {
    @Override
    public List<UUID> labelers() {
      return List.of(a, b);
    }

    @Override
    public UUID datasetId() {
      return dataset;
    }

    @Override
    public Double logEValue() {
      return strength;
    }

    @Override
    public String kind() {
      return "COPYING";
    }

    @Override
    public String identity() {
      return identity(dataset, a, b);
    }

    static String identity(UUID dataset, UUID a, UUID b) {
      return identities(dataset) + a + "/" + b;
    }

    /** What the identities of a dataset's pairs start with. */
    static String identities(UUID dataset) {
      return "copying/" + dataset + "/";
    }

    @Override
    public String summary() {
      return String.format(
          Locale.ROOT,
          "Same answer on %d of %d common items; %.1f expected of two people who work alone",
          same,
          commonItems,
          expectedSame);
    }
  }

  /** Accounts that are paid to one wallet. */
  record SameWallet(String wallet, List<UUID> labelers) implements Signal {
    @Override
    public String kind() {
      return "SAME_WALLET";
    }

    @Override
    public String identity() {
      return "wallet/" + wallet;
    }

    @Override
    public String summary() {
      return labelers.size() + " accounts are paid to the wallet " + wallet;
    }
  }

  /** Accounts used from one browser profile. */
  record SameBrowser(String tokenHash, List<UUID> labelers) implements Signal {
    @Override
    public String kind() {
      return "SAME_BROWSER";
    }

    @Override
    public String identity() {
      return "browser/" + tokenHash;
    }

    @Override
    public String summary() {
      return labelers.size() + " accounts were used from one browser";
    }
  }

  /** The members of a group gave the same answers beyond chance, measured on answers kept apart. */
  record GroupCopying(UUID cluster, List<UUID> labelers, double strength) implements Signal {
    /** What the identities of all groups start with. */
    static final String IDENTITIES = "group/";

    @Override
    public Double logEValue() {
      return strength;
    }

    @Override
    public String kind() {
      return "GROUP_COPYING";
    }

    @Override
    public String identity() {
      return identity(cluster);
    }

    static String identity(UUID cluster) {
      return IDENTITIES + cluster;
    }

    @Override
    public String summary() {
      return labelers.size() + " accounts fill in one answer sheet";
    }
  }

  /** The members of a bloc answer a dataset from one sheet. */
  record OneSheet(UUID dataset, UUID bloc, List<UUID> labelers, int commonItems, double strength)
      implements Signal {
    @Override
    public UUID datasetId() {
      return dataset;
    }

    @Override
    public Double logEValue() {
      return strength;
    }

    @Override
    public String kind() {
      return "GROUP_COPYING";
    }

    @Override
    public String identity() {
      return identity(dataset, bloc);
    }

    static String identity(UUID dataset, UUID bloc) {
      return identities(dataset) + bloc;
    }

    /** What the identities of a dataset's blocs start with. */
    static String identities(UUID dataset) {
      return "bloc/" + dataset + "/";
    }

    @Override
    public String summary() {
      return labelers.size() + " accounts give one set of answers on " + commonItems + " items";
    }
  }

  /** Accounts that several kinds of evidence hold together. */
  record SuspectedCluster(UUID cluster, List<UUID> labelers, List<EvidenceFamily> families)
      implements Signal {
    /** What the identities of all clusters start with. */
    static final String IDENTITIES = "cluster/";

    @Override
    public String kind() {
      return "SUSPECT_CLUSTER";
    }

    @Override
    public String identity() {
      return identity(cluster);
    }

    static String identity(UUID cluster) {
      return IDENTITIES + cluster;
    }

    @Override
    public String summary() {
      String kinds =
          families.stream()
              .map(family -> family.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      return labelers.size() + " accounts hang together by evidence of " + kinds;
    }
  }

  /** The answers of an account are those of a public model. */
  record Automated(UUID dataset, UUID labeler, double strength) implements Signal {
    @Override
    public List<UUID> labelers() {
      return List.of(labeler);
    }

    @Override
    public UUID datasetId() {
      return dataset;
    }

    @Override
    public Double logEValue() {
      return strength;
    }

    @Override
    public String kind() {
      return "AUTOMATION";
    }

    @Override
    public String identity() {
      return "automation/" + dataset + "/" + labeler;
    }

    @Override
    public String summary() {
      return "The answers are those of a public model beyond what skill explains";
    }
  }

  /** Labelers in a fixed order: a pair is one suspicion whoever is named first. */
  static List<UUID> ordered(List<UUID> labelers) {
    return labelers.stream().sorted().distinct().collect(Collectors.toList());
  }
}
