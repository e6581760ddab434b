package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes the bundle of an epoch.
 *
 * @param dataHash what the chain is told beside the root, 0x and 64 digits
 * @param allocations base units that the escrow of each dataset owes
 */
public record EpochBundle(
    Bundle bundle,
    String root,
    int depth,
    BigInteger total,
    String dataHash,
    SortedMap<UUID, BigInteger> allocations) {
  /** How far a class of an item may start below the best, in millionths of a nat. */
  public static final int MAX_BASE = Commitment.MAX_BASE;

  /** Raised when a file changes its meaning. */
  static final int FORMAT = 1;

  private record Paid(long index, UUID dataset, String item, BigInteger amount) {}

  /**
   * Writes what is given, works out what follows, and commits to both.
   *
   * @throws Difference if the record contradicts itself: a payment nobody earned, a leaf that lacks
   */
  public static EpochBundle of(EpochRecord record) {
    return of(record, FitMemory.none());
  }

  /** The same, without fitting what a memory knows. */
  public static EpochBundle of(EpochRecord record, FitMemory memory) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Map<UUID, DatasetFiles> datasets = new HashMap<>();
    for (DatasetRecord one : record.datasets()) {
      DatasetFiles written = new DatasetFiles(one);
      files.putAll(written.write());
      datasets.put(one.id(), written);
    }
    files.put(EpochReceipt.EPOCH, describe(record));
    files.put(PayoutTables.LEAVES, leaves(record));
    files.put(PayoutTables.PAYMENTS, payments(record, datasets));
    EpochReceipt receipt = EpochReceipt.of(new Bundle(files), memory);
    files.putAll(receipt.derived);
    byte[] manifest = EpochReceipt.manifest(files);
    Commitment commitment = receipt.commitment(manifest);
    files.put(EpochReceipt.MANIFEST, manifest);
    files.put(EpochReceipt.COMMITMENT, receipt.describe(commitment));
    return new EpochBundle(
        new Bundle(files),
        receipt.payouts.tree().rootHex(),
        receipt.payouts.tree().depth(),
        receipt.payouts.tree().total(),
        Commitment.hex(commitment.dataHash()),
        receipt.payouts.allocations());
  }

  /** Where the files of a dataset are. */
  public static String folder(UUID dataset) {
    return DatasetFiles.folder(dataset);
  }

  private static byte[] describe(EpochRecord record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    node.put("epoch", record.number());
    node.put("software", record.software());
    node.put("chainId", record.chainId());
    node.put("vaultAddress", record.vaultAddress());
    node.put("previousRoot", record.previousRoot());
    node.put("previousTotalBaseUnits", record.previousTotal().toString());
    ArrayNode ids = node.putArray("datasets");
    record.datasets().stream().map(one -> one.id().toString()).sorted().forEach(ids::add);
    return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] leaves(EpochRecord record) {
    return Csv.write(
        PayoutTables.LEAF_COLUMNS,
        rows ->
            record
                .leaves()
                .forEach(
                    leaf ->
                        rows.accept(
                            List.of(
                                Long.toString(leaf.index()),
                                leaf.account(),
                                leaf.accountBefore() == null ? "" : leaf.accountBefore(),
                                leaf.before().toString()))));
  }

  /** How a payment names what it is for. */
  private static String line(EpochRecord.Payment one, Map<UUID, DatasetFiles> datasets) {
    String item = one.item();
    if (item == null) {
      return BonusTables.ROUND + one.round();
    }
    if (one.dataset().equals(PlatformEscrow.ID)) {
      return item;
    }
    DatasetFiles files = datasets.get(one.dataset());
    if (files == null) {
      throw new Difference(PayoutTables.PAYMENTS, 0, "a dataset that is paid lacks");
    }
    return files.item(item);
  }

  private static byte[] payments(EpochRecord record, Map<UUID, DatasetFiles> datasets) {
    List<Paid> paid = new ArrayList<>();
    for (EpochRecord.Payment one : record.payments()) {
      paid.add(new Paid(one.index(), one.dataset(), line(one, datasets), one.amount()));
    }
    paid.sort(
        Comparator.comparingLong(Paid::index)
            .thenComparing(one -> one.dataset().toString())
            .thenComparing(Paid::item));
    return Csv.write(
        PayoutTables.PAYMENT_COLUMNS,
        rows ->
            paid.forEach(
                one ->
                    rows.accept(
                        List.of(
                            Long.toString(one.index()),
                            one.dataset().toString(),
                            one.item(),
                            one.amount().toString()))));
  }
}
