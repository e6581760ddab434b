package io.assay.payout;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.FitRecords;
import io.assay.payout.receipts.DatasetRecord;
import io.assay.payout.receipts.EpochBundle;
import io.assay.payout.receipts.EpochRecord;
import io.assay.payout.receipts.PlatformEscrow;
import io.assay.platform.TokenAmount;
import io.assay.platform.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * An epoch is sealed once, after it was closed and before the chain is told: its bundle is made from
 * the stamped ledger lines and the last fits, by code that knows neither the closing nor the
 * database, and must come to the same root. One that comes to another root is not proposed.
 */
/** Makes the receipt bundle of a closed epoch, and with it what its data hash commits to. */
@ApplicationScoped
class EpochSealing {
  private static final String NO_ROOT = "0x" + "00".repeat(32);
  private static final int TRANSACTION_SECONDS = 600;

  /** Where the record of a dataset's last fit comes from. */
  interface Fits {
    FitRecords.FitRecord load(UUID datasetId);
  }

  private final Jdbi jdbi;
  private final Transactions transactions;
  private final ObjectMapper json;
  private final Epochs epochs;
  private final EpochFiles files;
  private final Fits fits;
  private final ChainGateway chain;
  private final SealedFits sealedFits;
  private final Bonuses bonuses;
  private final String software;

  @Inject
  EpochSealing(
      Jdbi jdbi,
      Transactions transactions,
      ObjectMapper json,
      Epochs epochs,
      EpochFiles files,
      FitRecords fits,
      ChainGateway chain,
      SealedFits sealedFits,
      Bonuses bonuses,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version) {
    this(jdbi, transactions, json, epochs, files, fits::load, chain, sealedFits, bonuses, version);
  }

  EpochSealing(
      Jdbi jdbi,
      Transactions transactions,
      ObjectMapper json,
      Epochs epochs,
      EpochFiles files,
      Fits fits,
      ChainGateway chain,
      SealedFits sealedFits,
      Bonuses bonuses,
      String version) {
    this.jdbi = jdbi;
    this.transactions = transactions;
    this.json = json;
    this.epochs = epochs;
    this.files = files;
    this.fits = fits;
    this.chain = chain;
    this.sealedFits = sealedFits;
    this.bonuses = bonuses;
    this.software = "assay " + version;
  }

  /**
   * Seals an epoch unless it is sealed.
   *
   * @throws ChainGateway.Unavailable if the chain cannot be asked who it is
   * @throws IllegalStateException if the bundle does not come to the epoch's root
   */
  void seal(Epoch epoch) {
    if (!files.listNames(epoch.number()).isEmpty()) {
      return;
    }
    EpochBundle sealed = EpochBundle.of(record(epoch), sealedFits);
    if (!sealed.root().equals(epoch.root())
        || sealed.depth() != epoch.depth()
        || !sealed.total().equals(epoch.totalBaseUnits().baseUnits())) {
      throw new IllegalStateException(
          "epoch " + epoch.number() + " was closed with another root than its lines come to");
    }
    transactions.committed(
        TRANSACTION_SECONDS,
        () ->
            jdbi.withHandle(
                handle -> {
                  files.save(handle, epoch.number(), sealed.bundle(), sealed.dataHash());
                  return sealed.dataHash();
                }));
  }

  private EpochRecord record(Epoch epoch) {
    ChainGateway.Deployment deployment = chain.deployment();
    List<DatasetRecord> datasets = new ArrayList<>();
    for (UUID dataset : datasetsOf(epoch.number())) {
      datasets.add(dataset(fits.load(dataset)));
    }
    Epoch before = epoch.number() == 1 ? null : epochs.find(epoch.number() - 1).orElse(null);
    return jdbi.withHandle(
        handle ->
            new EpochRecord(
                epoch.number(),
                deployment.chainId(),
                deployment.vaultAddress(),
                before == null ? NO_ROOT : before.root(),
                before == null ? BigInteger.ZERO : before.totalBaseUnits().baseUnits(),
                software,
                leaves(handle, epoch.number()),
                payments(handle, epoch.number()),
                datasets));
  }

  private List<UUID> datasetsOf(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT dataset_id FROM epoch_allocation WHERE epoch_number = :number ORDER BY"
                        + " dataset_id::text")
                .bind("number", number)
                .mapTo(UUID.class)
                .list());
  }

  private DatasetRecord dataset(FitRecords.FitRecord fit) {
    return new DatasetRecord(
        fit.dataset().id,
        fit.dataset().price().baseUnits(),
        json.valueToTree(fit.dataset().labelSchema),
        fit.method(),
        fit.model(),
        fit.answers().stream()
            .map(one -> new DatasetRecord.Answer(one.item(), one.labeler(), one.label()))
            .toList(),
        fit.fitted(),
        fit.gold(),
        fit.prior(),
        fit.ignored(),
        fit.groups(),
        fit.pairs(),
        fit.indexes(),
        jdbi.withHandle(handle -> bonuses.record(handle, fit.dataset())));
  }

  private static List<EpochRecord.Leaf> leaves(Handle handle, long number) {
    return handle
        .createQuery(
            """
            SELECT p.labeler_index, p.wallet_address, b.wallet_address AS wallet_before,
              coalesce(b.cumulative_base_units, 0) AS had
            FROM payout p LEFT JOIN payout b ON b.labeler_id = p.labeler_id
              AND b.epoch_number = p.epoch_number - 1
            WHERE p.epoch_number = :number ORDER BY p.labeler_index
            """)
        .bind("number", number)
        .map(
            (row, context) ->
                new EpochRecord.Leaf(
                    row.getLong("labeler_index"),
                    row.getString("wallet_address"),
                    row.getString("wallet_before"),
                    TokenAmount.ofNumeric(row.getBigDecimal("had")).baseUnits()))
        .list();
  }

  private static List<EpochRecord.Payment> payments(Handle handle, long number) {
    List<EpochRecord.Payment> payments = new ArrayList<>(answers(handle, number));
    payments.addAll(goodwill(handle, number));
    return payments;
  }

  private static List<EpochRecord.Payment> goodwill(Handle handle, long number) {
    return handle
        .createQuery(
            """
            SELECT a.labeler_index, g.number, g.amount_base_units
            FROM goodwill g JOIN account a ON a.id = g.labeler_id
            WHERE g.epoch_number = :number ORDER BY g.number
            """)
        .bind("number", number)
        .map(
            (row, context) ->
                new EpochRecord.Payment(
                    row.getLong("labeler_index"),
                    PlatformEscrow.ID,
                    Integer.toString(row.getInt("number")),
                    TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")).baseUnits()))
        .list();
  }

  private static List<EpochRecord.Payment> answers(Handle handle, long number) {
    return handle
        .createQuery(
            """
            SELECT a.labeler_index, l.dataset_id, i.key, l.amount_base_units, l.bonus_round
            FROM ledger_entry l JOIN account a ON a.id = l.labeler_id
              LEFT JOIN assignment g ON g.id = l.assignment_id LEFT JOIN item i ON i.id = g.item_id
            WHERE l.epoch_number = :number ORDER BY l.id
            """)
        .bind("number", number)
        .map(
            (row, context) ->
                new EpochRecord.Payment(
                    row.getLong("labeler_index"),
                    row.getObject("dataset_id", UUID.class),
                    row.getString("key"),
                    row.getInt("bonus_round"),
                    TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")).baseUnits()))
        .list();
  }
}
