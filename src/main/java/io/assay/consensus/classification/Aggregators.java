package io.assay.consensus.classification;

import java.util.List;
import java.util.Optional;

/** The methods of aggregation by name. */
public final class Aggregators {
  /** The method of choice where none is named. */
  public static final Aggregator DEFAULT = new BlocAware(new AveragedDawidSkene(BlocAware.NAME));

  private static final List<Aggregator> ALL =
      List.of(
          new MajorityVote(),
          new Wawa(),
          new DawidSkene(),
          new HierarchicalDawidSkene(),
          new OneCoin(),
          new Glad(),
          new Mace(),
          new Ebcc(),
          new Crowdlab(),
          new AveragedDawidSkene(),
          DEFAULT);

  private Aggregators() {}

  public static List<Aggregator> all() {
    return ALL;
  }

  public static Optional<Aggregator> find(String name) {
    return ALL.stream().filter(aggregator -> aggregator.name().equals(name)).findFirst();
  }
}
