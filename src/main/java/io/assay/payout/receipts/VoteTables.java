package io.assay.payout.receipts;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.CountedVotes;
import io.assay.payout.receipts.Commitment.Vote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The votes of a dataset as an epoch commits to them: which were counted for each item, and what
 * each weighs. Items whose label is known beforehand, or whose label only the models explain (see
 * {@link Commitment#MAX_BASE}), are not among them.
 */
final class VoteTables {
  static final String CLASSES = "classes.csv";
  static final String VOTES = "votes.csv";
  static final String WEIGHTS = "weights.csv";

  static final List<String> VOTE_COLUMNS = List.of("task", "class", "base", "votes");
  static final List<String> WEIGHT_COLUMNS = List.of("worker", "class", "weights");

  private static final int MAX_CLASSES = 255;

  @SuppressWarnings("ArrayRecordComponent") // It never leaves this class.
  private record Item(int number, String name, int label, int[] base, List<Vote> votes) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Weight(int labeler, String name, int label, int[] row) {}

  private final UUID dataset;
  private final List<Item> items = new ArrayList<>();
  private final List<Weight> weights = new ArrayList<>();
  private List<String> classes = List.of();

  VoteTables(UUID dataset) {
    this.dataset = dataset;
  }

  void count(CountedVotes counted) {
    Answers answers = counted.answers();
    if (answers.labels() > MAX_CLASSES) {
      return;
    }
    classes = answers.labelNames();
    TreeSet<Long> used = new TreeSet<>();
    for (int t = 0; t < answers.tasks(); t++) {
      int[] base = counted.findBase(t, -Commitment.MAX_BASE).orElse(null);
      if (base == null || !counted.isVoted(t)) {
        continue;
      }
      List<Vote> votes = new ArrayList<>();
      for (int p : counted.counted(t)) {
        votes.add(new Vote(number(answers.labeler(answers.labelerAt(p))), answers.labelAt(p)));
        used.add((long) answers.labelerAt(p) * MAX_CLASSES + answers.labelAt(p));
      }
      items.add(new Item(number(answers.task(t)), answers.task(t), counted.label(t), base, votes));
    }
    for (long one : used) {
      int labeler = (int) (one / MAX_CLASSES);
      int label = (int) (one % MAX_CLASSES);
      String name = answers.labeler(labeler);
      weights.add(new Weight(number(name), name, label, counted.row(labeler, label)));
    }
  }

  /** Takes the tables as they were written before. */
  void read(Bundle bundle, String folder) {
    Csv.read(
        bundle,
        folder + VOTES,
        VOTE_COLUMNS,
        row ->
            items.add(
                new Item(
                    number(row.get(0)),
                    row.get(0),
                    number(row.get(1)),
                    LabelChallenge.numbers(row.get(2)),
                    LabelChallenge.votes(row.get(3)))));
    Csv.read(
        bundle,
        folder + WEIGHTS,
        WEIGHT_COLUMNS,
        row ->
            weights.add(
                new Weight(
                    number(row.get(0)),
                    row.get(0),
                    number(row.get(1)),
                    LabelChallenge.numbers(row.get(2)))));
  }

  private static int number(String name) {
    return Integer.parseInt(name);
  }

  /** Adds the leaves after those of datasets before. */
  void addLeaves(SortedMap<Long, byte[]> itemLeaves, SortedMap<Long, byte[]> weightLeaves) {
    for (Item item : items) {
      itemLeaves.put(
          (long) itemLeaves.size(),
          Commitment.itemLeaf(dataset, item.number(), item.label(), item.base(), item.votes()));
    }
    for (Weight weight : weights) {
      weightLeaves.put(
          (long) weightLeaves.size(),
          Commitment.weightLeaf(dataset, weight.labeler(), weight.label(), weight.row()));
    }
  }

  int size() {
    return items.size();
  }

  /** The tables by file name. */
  SortedMap<String, byte[]> write() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(
        CLASSES,
        Csv.write(
            List.of("class", "label"),
            rows -> {
              for (int k = 0; k < classes.size(); k++) {
                rows.accept(List.of("" + k, classes.get(k)));
              }
            }));
    files.put(
        VOTES,
        Csv.write(
            VOTE_COLUMNS,
            rows ->
                items.forEach(
                    item ->
                        rows.accept(
                            List.of(
                                item.name(),
                                "" + item.label(),
                                numbers(item.base()),
                                votes(item.votes()))))));
    files.put(
        WEIGHTS,
        Csv.write(
            WEIGHT_COLUMNS,
            rows ->
                weights.forEach(
                    weight ->
                        rows.accept(
                            List.of(weight.name(), "" + weight.label(), numbers(weight.row()))))));
    return files;
  }

  private static String votes(List<Vote> votes) {
    return votes.stream()
        .map(vote -> vote.labeler() + ":" + vote.label())
        .collect(Collectors.joining(" "));
  }

  private static String numbers(int[] values) {
    return Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
