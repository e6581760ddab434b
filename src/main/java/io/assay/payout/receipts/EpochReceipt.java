package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.payout.merkle.Keccak;
import io.assay.payout.merkle.MerkleTree;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/*
 * Some files of a bundle are given: epoch.json, leaves.csv, payments.csv, and of each dataset what
 * DatasetFiles writes. All others follow from them, and this class is how: whoever makes a bundle and
 * whoever verifies one run the same code over the same files.
 */
/** An epoch worked out from the given files of its bundle. */
final class EpochReceipt {
  static final String EPOCH = "epoch.json";
  static final String COMMITMENT = "commitment.json";
  static final String MANIFEST = "manifest.txt";

  private static final ObjectMapper JSON = new ObjectMapper();

  final long number;
  final PayoutTables payouts;

  /** In the order in which their items and weights have places. */
  final Map<UUID, DatasetReceipt> datasets = new LinkedHashMap<>();

  /** Every file that follows, in the order in which they are compared; the last two by commit. */
  final Map<String, byte[]> derived = new LinkedHashMap<>();

  private final byte[] items;
  private final byte[] weights;

  private EpochReceipt(Bundle bundle, FitMemory memory) {
    JsonNode epoch = read(bundle);
    number = epoch.path("epoch").asLong();
    for (UUID dataset : datasets(bundle)) {
      datasets.put(dataset, DatasetReceipt.of(bundle, dataset, memory));
    }
    SortedMap<Long, byte[]> itemLeaves = new TreeMap<>();
    SortedMap<Long, byte[]> weightLeaves = new TreeMap<>();
    for (DatasetReceipt dataset : datasets.values()) {
      derived.putAll(dataset.derived());
      dataset.votes().addLeaves(itemLeaves, weightLeaves);
    }
    items = MerkleTree.of(itemLeaves).root();
    weights = MerkleTree.of(weightLeaves).root();
    payouts =
        new PayoutTables(
            bundle,
            datasets,
            epoch.path("previousRoot").asText(),
            previousTotal(epoch.path("previousTotalBaseUnits").asText()));
    derived.put(PayoutTables.PAYOUTS, payouts.write());
  }

  /**
   * Works an epoch out.
   *
   * @throws Difference if a file lacks, cannot be read or contradicts another
   */
  static EpochReceipt of(Bundle bundle) {
    return of(bundle, FitMemory.none());
  }

  /** The same, without fitting what a memory knows: for who seals, never for who verifies. */
  static EpochReceipt of(Bundle bundle, FitMemory memory) {
    return new EpochReceipt(bundle, memory);
  }

  private static JsonNode read(Bundle bundle) {
    try {
      JsonNode epoch = JSON.readTree(bundle.get(EPOCH));
      if (epoch.path("format").asInt() != EpochBundle.FORMAT) {
        throw new Difference(EPOCH, 0, "the format is not " + EpochBundle.FORMAT);
      }
      return epoch;
    } catch (IOException e) {
      throw new Difference(EPOCH, 0, "it is no JSON");
    }
  }

  /** The datasets of a bundle, in the order of their names as text. */
  static SortedSet<UUID> datasets(Bundle bundle) {
    SortedSet<UUID> ids = new TreeSet<>(Comparator.comparing(UUID::toString));
    read(bundle).path("datasets").forEach(id -> ids.add(uuid(id.asText())));
    return ids;
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Difference(EPOCH, 0, "a dataset is no UUID");
    }
  }

  private static BigInteger previousTotal(String text) {
    try {
      return new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new Difference(EPOCH, 0, "previousTotalBaseUnits is no number");
    }
  }

  /** keccak256 of each file and its name, one a line, in the order of the names. */
  static byte[] manifest(SortedMap<String, byte[]> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (name, content) ->
            lines
                .append(Commitment.hex(Keccak.of(content)).substring(2))
                .append("  ")
                .append(name)
                .append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  Commitment commitment(byte[] manifest) {
    return new Commitment(Keccak.of(manifest), items, weights, payouts.paymentsRoot());
  }

  /** The commitment with the root, as JSON. */
  byte[] describe(Commitment commitment) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("epoch", number);
    node.put("root", payouts.tree().rootHex());
    node.put("depth", payouts.tree().depth());
    node.put("totalBaseUnits", payouts.tree().total().toString());
    node.put("dataHash", Commitment.hex(commitment.dataHash()));
    node.put("manifestHash", Commitment.hex(commitment.manifest()));
    node.put("itemsRoot", Commitment.hex(commitment.items()));
    node.put("weightsRoot", Commitment.hex(commitment.weights()));
    node.put("paymentsRoot", Commitment.hex(commitment.payments()));
    ObjectNode allocations = node.putObject("allocations");
    payouts
        .allocations()
        .forEach((id, amount) -> allocations.put(id.toString(), amount.toString()));
    return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
