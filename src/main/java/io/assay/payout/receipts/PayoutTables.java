package io.assay.payout.receipts;

import io.assay.payout.merkle.MerkleSumTree;
import io.assay.payout.merkle.MerkleTree;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/*
 * Checked of each payment: its dataset is in the bundle, the labeler answered the item, the amount is
 * the dataset's price, or the bonus is that of the round, and none is paid twice. What the platform
 * pays out of its own escrow has a number instead of an answer, each once. Checked of the leaves: with what the epoch before
 * had at each place they make its root and its sum.
 */
/** Who is paid what in an epoch, and the tree over it. */
final class PayoutTables {
  static final String LEAVES = "leaves.csv";
  static final String PAYMENTS = "payments.csv";
  static final String PAYOUTS = "payouts.csv";

  static final List<String> LEAF_COLUMNS =
      List.of("index", "account", "account_before", "cumulative_before_base_units");
  static final List<String> PAYMENT_COLUMNS =
      List.of("index", "dataset", "task", "amount_base_units");
  private static final List<String> PAYOUT_COLUMNS =
      List.of("index", "account", "amount_base_units", "cumulative_base_units", "proof");

  /** Of larger epochs the proofs are left to whoever builds the tree. */
  private static final int MAX_PROOFS = 100_000;

  private record Payout(long index, String account, BigInteger amount, BigInteger cumulative) {}

  private final Bundle bundle;
  private final Map<UUID, DatasetReceipt> datasets;
  private final SortedMap<Long, List<Commitment.Line>> lines = new TreeMap<>();
  private final SortedMap<UUID, BigInteger> allocations = new TreeMap<>();
  private final List<Payout> payouts = new ArrayList<>();
  private final MerkleSumTree tree;
  private int payments;

  PayoutTables(
      Bundle bundle,
      Map<UUID, DatasetReceipt> datasets,
      String previousRoot,
      BigInteger previousTotal) {
    this.bundle = bundle;
    this.datasets = datasets;
    readPayments();
    List<MerkleSumTree.Leaf> before = new ArrayList<>();
    List<MerkleSumTree.Leaf> now = new ArrayList<>();
    readLeaves(before, now);
    checkBefore(before, previousRoot, previousTotal);
    if (now.isEmpty()) {
      throw new Difference(LEAVES, 0, "there is no leaf");
    }
    tree = MerkleSumTree.of(now);
  }

  private void readPayments() {
    Set<String> paid = new HashSet<>();
    Csv.read(
        bundle,
        PAYMENTS,
        PAYMENT_COLUMNS,
        row -> {
          long index = index(row.get(0));
          UUID id = UUID.fromString(row.get(1));
          BigInteger amount = amount(row.get(3));
          if (id.equals(PlatformEscrow.ID)) {
            checkGoodwill(row.get(2), amount, paid);
          } else {
            DatasetReceipt dataset = datasets.get(id);
            if (dataset == null) {
              throw new IllegalArgumentException("the dataset is not in the bundle");
            }
            check(dataset, row.get(2), index, amount);
            if (!paid.add(index + "/" + id + "/" + row.get(2))) {
              throw new IllegalArgumentException("the answer is paid twice");
            }
          }
          lines
              .computeIfAbsent(index, place -> new ArrayList<>())
              .add(new Commitment.Line(id, BonusTables.lineNumber(row.get(2)), amount));
          allocations.merge(id, amount, BigInteger::add);
          payments++;
        });
  }

  private static void check(DatasetReceipt dataset, String task, long index, BigInteger amount) {
    int round = BonusTables.roundOf(task);
    if (round > 0) {
      BigInteger bonus = dataset.bonusOf(index, round);
      if (bonus.signum() == 0) {
        throw new IllegalArgumentException("whoever is paid here has no bonus in the round");
      }
      if (!amount.equals(bonus)) {
        throw new IllegalArgumentException("the bonus is worth " + bonus);
      }
      return;
    }
    if (!dataset.isAnswered(task, index)) {
      throw new IllegalArgumentException("whoever is paid here did not answer the task");
    }
    if (!amount.equals(dataset.price)) {
      throw new IllegalArgumentException("an answer is worth " + dataset.price);
    }
  }

  private static void checkGoodwill(String number, BigInteger amount, Set<String> paid) {
    if (!number.matches("0|[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("goodwill has no number");
    }
    if (amount.signum() == 0) {
      throw new IllegalArgumentException("goodwill of nothing");
    }
    if (!paid.add(PlatformEscrow.ID + "/" + number)) {
      throw new IllegalArgumentException("the goodwill is paid twice");
    }
  }

  private void readLeaves(List<MerkleSumTree.Leaf> before, List<MerkleSumTree.Leaf> now) {
    Map<Long, BigInteger> open = new HashMap<>();
    lines.forEach(
        (index, own) ->
            open.put(
                index,
                own.stream()
                    .map(Commitment.Line::amount)
                    .reduce(BigInteger.ZERO, BigInteger::add)));
    Csv.read(
        bundle,
        LEAVES,
        LEAF_COLUMNS,
        row -> {
          long index = index(row.get(0));
          BigInteger had = amount(row.get(3));
          if (!row.get(2).isEmpty()) {
            before.add(new MerkleSumTree.Leaf(index, row.get(2), had));
          } else if (had.signum() > 0) {
            throw new IllegalArgumentException("nobody had a leaf here before");
          }
          BigInteger due = open.remove(index);
          BigInteger amount = due == null ? BigInteger.ZERO : due;
          Payout payout = new Payout(index, row.get(1), amount, had.add(amount));
          if (!payouts.isEmpty() && payouts.get(payouts.size() - 1).index() >= index) {
            throw new IllegalArgumentException("indexes do not rise");
          }
          payouts.add(payout);
          now.add(new MerkleSumTree.Leaf(index, payout.account(), payout.cumulative()));
        });
    if (!open.isEmpty()) {
      throw new Difference(LEAVES, 0, "index " + open.keySet().iterator().next() + " lacks");
    }
  }

  private static void checkBefore(
      List<MerkleSumTree.Leaf> before, String previousRoot, BigInteger previousTotal) {
    MerkleSumTree was = before.isEmpty() ? null : MerkleSumTree.of(before);
    String root = was == null ? Commitment.hex(new byte[32]) : was.rootHex();
    BigInteger total = was == null ? BigInteger.ZERO : was.total();
    if (!root.equals(previousRoot) || !total.equals(previousTotal)) {
      throw Difference.between(
          LEAVES,
          0,
          previousRoot + " of " + previousTotal + " as the root before",
          root + " of " + total);
    }
  }

  private static long index(String text) {
    if (!text.matches("0|[1-9][0-9]{0,9}")) {
      throw new IllegalArgumentException("no index: " + text);
    }
    return Long.parseLong(text);
  }

  private static BigInteger amount(String text) {
    if (!text.matches("0|[1-9][0-9]{0,38}")) {
      throw new IllegalArgumentException("no amount: " + text);
    }
    return new BigInteger(text);
  }

  /** The table of payouts with their proofs. */
  byte[] write() {
    boolean proofs = payouts.size() <= MAX_PROOFS;
    byte[] proof = new byte[tree.depth() * MerkleSumTree.BYTES_PER_LEVEL];
    return Csv.write(
        PAYOUT_COLUMNS,
        rows -> {
          for (int i = 0; i < payouts.size(); i++) {
            Payout one = payouts.get(i);
            tree.writeProof(i, proof);
            rows.accept(
                List.of(
                    Long.toString(one.index()),
                    one.account(),
                    one.amount().toString(),
                    one.cumulative().toString(),
                    proofs ? Commitment.hex(proof) : ""));
          }
        });
  }

  /** Root over the lines of every labeler, at their places. */
  byte[] paymentsRoot() {
    SortedMap<Long, byte[]> leaves = new TreeMap<>();
    lines.forEach((index, own) -> leaves.put(index, Commitment.paymentLeaf(index, own)));
    return MerkleTree.of(leaves, tree.depth()).root();
  }

  MerkleSumTree tree() {
    return tree;
  }

  /** What the escrow of each dataset owes for the epoch. */
  SortedMap<UUID, BigInteger> allocations() {
    return allocations;
  }

  int payments() {
    return payments;
  }
}
