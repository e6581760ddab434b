package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Works a bundle out again from its answers alone and compares it with what it says, to the last
 * byte.
 */
public final class BundleVerifier {
  /** Says which transaction told the chain; written after the bundle was sealed. */
  public static final String CHAIN = "chain.json";

  /**
   * What follows from the answers.
   *
   * @param root 0x and 64 digits
   * @param dataHash what the chain was told beside it
   */
  public record Summary(
      long epoch,
      long chainId,
      String vaultAddress,
      int datasets,
      int answers,
      int committedItems,
      int payments,
      String root,
      BigInteger total,
      String dataHash) {}

  private BundleVerifier() {}

  /**
   * Verifies a bundle.
   *
   * @throws Difference naming the first difference
   */
  public static Summary verify(Bundle bundle) {
    EpochReceipt receipt = EpochReceipt.of(bundle);
    receipt.derived.forEach((file, expected) -> compare(file, bundle.get(file), expected));
    SortedMap<String, byte[]> committed = new TreeMap<>(bundle.files());
    committed.keySet().removeAll(List.of(EpochReceipt.MANIFEST, EpochReceipt.COMMITMENT, CHAIN));
    byte[] manifest = EpochReceipt.manifest(committed);
    compareManifest(EpochReceipt.MANIFEST, bundle.text(EpochReceipt.MANIFEST), manifest);
    Commitment commitment = receipt.commitment(manifest);
    compare(
        EpochReceipt.COMMITMENT, bundle.get(EpochReceipt.COMMITMENT), receipt.describe(commitment));
    JsonNode epoch = json(bundle);
    return new Summary(
        receipt.number,
        epoch.path("chainId").asLong(),
        epoch.path("vaultAddress").asText(),
        receipt.datasets.size(),
        receipt.datasets.values().stream().mapToInt(DatasetReceipt::answers).sum(),
        receipt.datasets.values().stream().mapToInt(one -> one.votes().size()).sum(),
        receipt.payouts.payments(),
        receipt.payouts.tree().rootHex(),
        receipt.payouts.tree().total(),
        Commitment.hex(commitment.dataHash()));
  }

  private static JsonNode json(Bundle bundle) {
    try {
      return new ObjectMapper().readTree(bundle.get(EpochReceipt.EPOCH));
    } catch (IOException e) {
      throw new Difference(EpochReceipt.EPOCH, 0, "it is no JSON");
    }
  }

  static void compare(String file, byte[] found, byte[] expected) {
    if (Arrays.equals(found, expected)) {
      return;
    }
    List<String> had = lines(found);
    List<String> should = lines(expected);
    for (int i = 0; i < Math.max(had.size(), should.size()); i++) {
      String one = i < had.size() ? had.get(i) : "nothing";
      String other = i < should.size() ? should.get(i) : "nothing";
      if (!one.equals(other)) {
        throw Difference.between(file, i + 1, one, other);
      }
    }
    throw new Difference(file, 0, "its bytes are not UTF-8 or its lines end otherwise");
  }

  /** A file that follows from no other was changed if its hash is another than was committed to. */
  static void compareManifest(String manifest, String found, byte[] expected) {
    List<String> had = lines(found.getBytes(StandardCharsets.UTF_8));
    for (String line : lines(expected)) {
      if (!had.contains(line)) {
        String file = line.length() > 66 ? line.substring(66) : line;
        throw new Difference(
            file, 0, "the file is not the one that " + manifest + " has the hash of");
      }
    }
    compare(manifest, found.getBytes(StandardCharsets.UTF_8), expected);
  }

  private static List<String> lines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}
