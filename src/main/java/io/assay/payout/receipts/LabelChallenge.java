package io.assay.payout.receipts;

import io.assay.payout.merkle.MerkleTree;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the vault needs to count the votes of one item again: the item and the weight of each vote
 * as an epoch published them, with their proofs (see IEpochChallenges). Read from the tables of a
 * bundle as they are, right or wrong.
 *
 * @param base of each class and votes, as they are in the item's leaf
 * @param weights in the order of the votes
 * @param fault whether the published label loses the vote
 */
@SuppressWarnings("ArrayRecordComponent") // Built once for one call.
public record LabelChallenge(
    UUID dataset,
    int item,
    int label,
    byte[] base,
    byte[] votes,
    int place,
    byte[] proof,
    List<Weight> weights,
    Roots roots,
    boolean fault) {
  /** What one vote adds to each class, and the proof of it. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Weight(byte[] row, int place, byte[] proof) {}

  /** Roots of the two tables. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Roots(byte[] items, byte[] weights) {}

  private static final int NUMBER = 4;

  /** All rows of the two tables, by place, over all datasets. */
  private static final class Tables {
    final SortedMap<Long, byte[]> items = new TreeMap<>();
    final SortedMap<Long, byte[]> weights = new TreeMap<>();
    final Map<String, Integer> weightPlaces = new HashMap<>();
    final Map<String, int[]> rows = new HashMap<>();
    private int found = -1;
    private int[] base = new int[0];
    private int label;
    private List<Commitment.Vote> votes = List.of();

    void read(Bundle bundle, UUID dataset, String wanted) {
      String folder = DatasetFiles.folder(dataset);
      if (!bundle.files().containsKey(folder + VoteTables.VOTES)) {
        return;
      }
      Csv.read(
          bundle,
          folder + VoteTables.VOTES,
          VoteTables.VOTE_COLUMNS,
          row -> {
            int[] starts = numbers(row.get(2));
            int named = Integer.parseInt(row.get(1));
            List<Commitment.Vote> counted = votes(row.get(3));
            if (row.get(0).equals(wanted)) {
              found = items.size();
              base = starts;
              label = named;
              votes = counted;
            }
            items.put(
                (long) items.size(),
                Commitment.itemLeaf(dataset, Integer.parseInt(row.get(0)), named, starts, counted));
          });
      Csv.read(
          bundle,
          folder + VoteTables.WEIGHTS,
          VoteTables.WEIGHT_COLUMNS,
          row -> {
            int labeler = Integer.parseInt(row.get(0));
            int given = Integer.parseInt(row.get(1));
            int[] adds = numbers(row.get(2));
            String key = dataset + "/" + labeler + "/" + given;
            weightPlaces.put(key, weights.size());
            rows.put(key, adds);
            weights.put(
                (long) weights.size(), Commitment.weightLeaf(dataset, labeler, given, adds));
          });
    }
  }

  /**
   * Prepares the challenge of one item.
   *
   * @param task the item's number, as the tables write it
   * @throws Difference if a table cannot be read
   * @throws IllegalArgumentException if the item is not among those committed to
   */
  public static LabelChallenge of(Bundle bundle, UUID dataset, String task) {
    Tables tables = new Tables();
    for (UUID one : EpochReceipt.datasets(bundle)) {
      tables.read(bundle, one, one.equals(dataset) ? task : "");
    }
    if (tables.found < 0) {
      throw new IllegalArgumentException("the epoch commits to no item " + task);
    }
    MerkleTree items = MerkleTree.of(tables.items);
    MerkleTree weights = MerkleTree.of(tables.weights);
    List<Weight> ofVotes = new ArrayList<>();
    ByteArrayOutputStream votes = new ByteArrayOutputStream();
    long[] scores = Arrays.stream(tables.base).asLongStream().toArray();
    for (Commitment.Vote vote : tables.votes) {
      votes.writeBytes(
          ByteBuffer.allocate(6).putInt(vote.labeler()).putShort((short) vote.label()).array());
      String key = dataset + "/" + vote.labeler() + "/" + vote.label();
      Integer place = tables.weightPlaces.get(key);
      int[] row = tables.rows.get(key);
      if (place == null || row == null || row.length != scores.length) {
        throw new Difference(
            DatasetFiles.folder(dataset) + VoteTables.WEIGHTS, 0, "the weight of a vote lacks");
      }
      Arrays.setAll(scores, k -> scores[k] + row[k]);
      ofVotes.add(new Weight(bytes(row), place, weights.proof(place)));
    }
    return new LabelChallenge(
        dataset,
        Integer.parseInt(task),
        tables.label,
        bytes(tables.base),
        votes.toByteArray(),
        tables.found,
        items.proof(tables.found),
        ofVotes,
        new Roots(items.root(), weights.root()),
        isWrong(tables.base, tables.label, scores));
  }

  /**
   * The roots that the tables of a bundle come to.
   *
   * @throws Difference if a table cannot be read
   */
  public static Roots roots(Bundle bundle) {
    Tables tables = new Tables();
    for (UUID one : EpochReceipt.datasets(bundle)) {
      tables.read(bundle, one, "");
    }
    return new Roots(MerkleTree.of(tables.items).root(), MerkleTree.of(tables.weights).root());
  }

  /**
   * The challenge of the first item whose published label loses its vote; nothing where all stand.
   *
   * @throws Difference if a table cannot be read
   */
  public static Optional<LabelChallenge> findFault(Bundle bundle) {
    for (UUID dataset : EpochReceipt.datasets(bundle)) {
      String folder = DatasetFiles.folder(dataset);
      if (bundle.files().containsKey(folder + VoteTables.VOTES)) {
        Optional<String> task = firstWrong(bundle, folder);
        if (task.isPresent()) {
          return Optional.of(of(bundle, dataset, task.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstWrong(Bundle bundle, String folder) {
    Map<Commitment.Vote, int[]> rows = new HashMap<>();
    Csv.read(
        bundle,
        folder + VoteTables.WEIGHTS,
        VoteTables.WEIGHT_COLUMNS,
        row ->
            rows.put(
                new Commitment.Vote(Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1))),
                numbers(row.get(2))));
    List<String> wrong = new ArrayList<>();
    Csv.read(
        bundle,
        folder + VoteTables.VOTES,
        VoteTables.VOTE_COLUMNS,
        row -> {
          int[] base = numbers(row.get(2));
          long[] scores = Arrays.stream(base).asLongStream().toArray();
          for (Commitment.Vote vote : votes(row.get(3))) {
            int[] adds = rows.get(vote);
            if (adds == null || adds.length != scores.length) {
              return; // Without its weight nobody can prove the vote.
            }
            Arrays.setAll(scores, k -> scores[k] + adds[k]);
          }
          if (wrong.isEmpty() && isWrong(base, Integer.parseInt(row.get(1)), scores)) {
            wrong.add(row.get(0));
          }
        });
    return wrong.stream().findFirst();
  }

  private static boolean isWrong(int[] base, int label, long[] scores) {
    return label >= scores.length
        || Arrays.stream(base).anyMatch(one -> one > 0 || one < -Commitment.MAX_BASE)
        || Arrays.stream(scores).anyMatch(score -> score > scores[label]);
  }

  private static byte[] bytes(int[] row) {
    ByteBuffer bytes = ByteBuffer.allocate(NUMBER * row.length);
    for (int one : row) {
      bytes.putInt(one);
    }
    return bytes.array();
  }

  static int[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  static List<Commitment.Vote> votes(String text) {
    List<Commitment.Vote> votes = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String vote : text.split(" ", -1)) {
        String[] parts = vote.split(":", 2);
        votes.add(new Commitment.Vote(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
      }
    }
    return votes;
  }
}
