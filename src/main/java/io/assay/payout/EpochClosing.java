package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.payout.merkle.MerkleSumTree;
import io.assay.platform.Outbox;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Closing fixes, in one transaction: which ledger lines the epoch settles (each is stamped once),
 * what every labeler was ever paid including now, the Merkle root over it, and what each dataset's
 * escrow owes for it. The chain is told afterwards, through the outbox, and may be told again.
 *
 * Invariants, each checked by a test:
 * - the root's sum is the sum of all stamped ledger lines and goodwill, to the base unit;
 * - a labeler's cumulative amount never falls, and their leaf never changes place or owner;
 * - a held labeler's lines are not stamped; what was settled before the hold stays theirs;
 * - a labeler's lines are stamped oldest first, whole, and in all never above what is unlocked for
 *   their person (see Unlocks).
 *
 * The leaf names the labeler's present wallet. The contract remembers by place, not by wallet, what a
 * leaf has been paid, so a labeler who changes their wallet has what is still to come paid to the new
 * one, and nothing twice.
 */
/** Closes settlement periods: ledger lines become cumulative amounts under one root. */
@ApplicationScoped
public class EpochClosing {
  private static final long LOCK = 0x4550_4f43_48L;

  /**
   * What each labeler earned in an epoch and in all. The epoch before has a row for everybody who
   * ever earned, so nothing older is looked at.
   */
  static final String LEAVES =
      """
      SELECT a.id, a.labeler_index, coalesce(a.wallet_address, b.wallet_address) AS wallet,
        coalesce(d.amount, 0) AS amount,
        coalesce(d.amount, 0) + coalesce(b.cumulative_base_units, 0) AS cumulative
      FROM (
          SELECT labeler_id, sum(amount_base_units) AS amount FROM (
            SELECT labeler_id, amount_base_units FROM ledger_entry WHERE epoch_number = :number
            UNION ALL
            SELECT labeler_id, amount_base_units FROM goodwill WHERE epoch_number = :number) line
          GROUP BY labeler_id) d
        FULL JOIN (
          SELECT labeler_id, wallet_address, cumulative_base_units FROM payout
          WHERE epoch_number = :number - 1) b ON b.labeler_id = d.labeler_id
        JOIN account a ON a.id = coalesce(d.labeler_id, b.labeler_id)
      """;

  /** What one labeler has been paid in all, as the leaf of the tree. */
  record Leaf(
      UUID labelerId,
      long index,
      WalletAddress wallet,
      TokenAmount amount,
      TokenAmount cumulative) {}

  private final Jdbi jdbi;
  private final Outbox outbox;
  private final DemoWallets demoWallets;
  private final Unlocks unlocks;
  private final Bonuses bonuses;

  EpochClosing(
      Jdbi jdbi, Outbox outbox, DemoWallets demoWallets, Unlocks unlocks, Bonuses bonuses) {
    this.jdbi = jdbi;
    this.outbox = outbox;
    this.demoWallets = demoWallets;
    this.unlocks = unlocks;
    this.bonuses = bonuses;
  }

  /**
   * Closes an epoch over the unlocked ledger lines at least {@code minAge} old of labelers who are
   * not held and have a wallet; bonuses that are due are booked before. Nothing happens where there
   * is none.
   */
  @Transactional
  public Optional<Epoch> close(Duration minAge) {
    bonuses.bookDue();
    demoWallets.assignMissing();
    return jdbi.withHandle(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
          long number =
              handle
                  .createQuery("SELECT coalesce(max(number), 0) + 1 FROM epoch")
                  .mapTo(Long.class)
                  .one();
          if (isWaiting(handle)) {
            return Optional.empty();
          }
          List<Long> lines = unlocks.unlock(handle, minAge);
          List<Integer> goodwill = Goodwill.due(handle);
          if (lines.isEmpty() && goodwill.isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(store(handle, number, lines, goodwill));
        });
  }

  /** The contract takes one proposal after the other, so a new epoch waits for the last. */
  private static boolean isWaiting(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM epoch WHERE state <> 'FINAL')")
        .mapTo(Boolean.class)
        .one();
  }

  /** By ascending index. */
  private static List<Leaf> leaves(Handle handle, long number) {
    return handle
        .createQuery(LEAVES)
        .bind("number", number)
        .map(
            (row, context) ->
                new Leaf(
                    row.getObject("id", UUID.class),
                    row.getLong("labeler_index"),
                    new WalletAddress(row.getString("wallet")),
                    TokenAmount.ofNumeric(row.getBigDecimal("amount")),
                    TokenAmount.ofNumeric(row.getBigDecimal("cumulative"))))
        .stream()
        .sorted(Comparator.comparingLong(Leaf::index))
        .toList();
  }

  private Epoch store(Handle handle, long number, List<Long> lines, List<Integer> goodwill) {
    Epochs.insert(handle, number);
    handle
        .createUpdate(
            "UPDATE ledger_entry SET epoch_number = :number WHERE id = ANY (:lines) AND"
                + " epoch_number IS NULL")
        .bind("number", number)
        .bindArray("lines", Long.class, lines.toArray())
        .execute();
    Goodwill.stamp(handle, number, goodwill);
    List<Leaf> leaves = leaves(handle, number);
    Epoch epoch = Epochs.root(handle, number, tree(leaves), paid(leaves));
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO payout (epoch_number, labeler_id, labeler_index, wallet_address,
              amount_base_units, cumulative_base_units)
            VALUES (:epoch, :labeler, :index, :wallet, :amount, :cumulative)
            """);
    for (Leaf leaf : leaves) {
      batch
          .bind("epoch", number)
          .bind("labeler", leaf.labelerId())
          .bind("index", leaf.index())
          .bind("wallet", leaf.wallet().value())
          .bind("amount", leaf.amount().toNumeric())
          .bind("cumulative", leaf.cumulative().toNumeric())
          .add();
    }
    batch.execute();
    Postings.epoch(handle, number);
    handle
        .createUpdate(
            """
            INSERT INTO epoch_allocation (epoch_number, dataset_id, amount_base_units)
            SELECT epoch_number, dataset_id, sum(amount_base_units) FROM ledger_entry
            WHERE epoch_number = :number GROUP BY epoch_number, dataset_id
            """)
        .bind("number", number)
        .execute();
    outbox.publish(EpochClosed.TOPIC, new EpochClosed(number));
    return epoch;
  }

  private static int paid(List<Leaf> leaves) {
    return (int) leaves.stream().filter(leaf -> !leaf.amount().isZero()).count();
  }

  /** The tree over an epoch's leaves, at the places of their labelers' indexes. */
  static MerkleSumTree tree(List<Leaf> leaves) {
    List<MerkleSumTree.Leaf> nodes = new ArrayList<>(leaves.size());
    for (Leaf leaf : leaves) {
      nodes.add(
          new MerkleSumTree.Leaf(
              leaf.index(), leaf.wallet().value(), leaf.cumulative().baseUnits()));
    }
    return MerkleSumTree.of(nodes);
  }

  /** The allocations of an epoch by dataset, the platform's escrow among them. */
  Map<UUID, TokenAmount> allocations(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT dataset_id, amount_base_units FROM epoch_allocation
                    WHERE epoch_number = :number
                    UNION ALL
                    SELECT CAST(:platform AS uuid), sum(amount_base_units) FROM goodwill
                    WHERE epoch_number = :number HAVING count(*) > 0
                    """)
                .bind("number", number)
                .bind("platform", Goodwill.ESCROW)
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getObject("dataset_id", UUID.class),
                            TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
