package io.assay.payout.receipts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.RecordedFit;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.AnswersHash;
import io.assay.consensus.classification.ConsensusCsv;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.QuantisedPrior;
import io.assay.dataset.LabelSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Works out the labels, confidences and reliabilities of a dataset's bundle again from its answers
 * and compares them with what it says, to the last byte.
 */
public final class DatasetVerifier {
  private static final String FIT = "fit.json";
  private static final String MANIFEST = "manifest.txt";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What follows from the answers. */
  public record Summary(
      String datasetId, String method, String answersHash, int answers, int items, int labelers) {}

  private final Bundle bundle;
  private final JsonNode about;

  private DatasetVerifier(Bundle bundle) {
    this.bundle = bundle;
    try {
      about = JSON.readTree(bundle.get(FIT));
    } catch (IOException e) {
      throw new Difference(FIT, 0, "it is no JSON");
    }
  }

  /** Whether it is the bundle of a dataset, not of an epoch. */
  public static boolean isDataset(Bundle bundle) {
    return bundle.files().containsKey(FIT) && !bundle.files().containsKey(EpochReceipt.EPOCH);
  }

  /**
   * Verifies a bundle.
   *
   * @throws Difference naming the first difference
   */
  public static Summary verify(Bundle bundle) {
    return new DatasetVerifier(bundle).verify();
  }

  private Summary verify() {
    Answers answers = answers();
    Map<String, String> gold = gold();
    RecordedFit fit = fit(answers, gold);
    compare("method", fit.method());
    String hash = AnswersHash.of(answers, gold);
    compare("answersHash", hash);
    BundleVerifier.compare(
        DatasetReceipt.LABELS,
        bundle.get(DatasetReceipt.LABELS),
        fit.labelsCsv().getBytes(StandardCharsets.UTF_8));
    StringWriter labelers = new StringWriter();
    ConsensusCsv.writeLabelers(fit.reliabilities(), labelers);
    BundleVerifier.compare(
        DatasetReceipt.LABELERS,
        bundle.get(DatasetReceipt.LABELERS),
        labelers.toString().getBytes(StandardCharsets.UTF_8));
    SortedMap<String, byte[]> others = new TreeMap<>(bundle.files());
    others.remove(MANIFEST);
    BundleVerifier.compareManifest(MANIFEST, bundle.text(MANIFEST), manifest(others));
    return new Summary(
        about.path("datasetId").asText(),
        fit.method(),
        hash,
        answers.size(),
        answers.tasks(),
        answers.labelers());
  }

  private void compare(String field, String worked) {
    String found = about.path(field).asText();
    if (!found.equals(worked)) {
      throw Difference.between(FIT, 0, field + " " + found, worked);
    }
  }

  private RecordedFit fit(Answers answers, Map<String, String> gold) {
    LabelPrior prior = prior();
    Exclusions exclusions = DatasetFiles.readExclusions(bundle, "");
    Map<String, List<String>> pairs = DatasetFiles.readPairs(bundle, "");
    try {
      LabelSchema schema = JSON.treeToValue(about.get("schema"), LabelSchema.class);
      return RecordedFit.of(new RecordedFit.Input(schema, answers, gold, prior, exclusions, pairs));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new Difference(
          DatasetFiles.ANSWERS, 0, "the answers are none of the schema in fit.json");
    }
  }

  private Answers answers() {
    Answers.Builder answers = Answers.builder();
    Csv.read(
        bundle,
        DatasetFiles.ANSWERS,
        DatasetFiles.ANSWER_COLUMNS,
        row -> answers.add(row.get(0), row.get(1), row.get(2)));
    try {
      return answers.build();
    } catch (RuntimeException e) {
      throw new Difference(DatasetFiles.ANSWERS, 0, "a worker answered a task twice");
    }
  }

  private Map<String, String> gold() {
    Map<String, String> gold = new HashMap<>();
    Csv.read(
        bundle,
        DatasetFiles.GOLD,
        DatasetFiles.GOLD_COLUMNS,
        row -> gold.put(row.get(0), row.get(1)));
    return gold;
  }

  private LabelPrior prior() {
    Map<String, SortedMap<String, Double>> rows = new HashMap<>();
    Csv.read(
        bundle,
        DatasetFiles.PRIOR,
        DatasetFiles.PRIOR_COLUMNS,
        row ->
            rows.computeIfAbsent(row.get(0), task -> new TreeMap<>())
                .put(row.get(1), Double.parseDouble(row.get(2))));
    try {
      return rows.isEmpty() ? LabelPrior.none() : QuantisedPrior.of(rows);
    } catch (RuntimeException e) {
      throw new Difference(DatasetFiles.PRIOR, 0, String.valueOf(e.getMessage()));
    }
  }

  /** SHA-256 of each file and its name, one a line: what {@code sha256sum --check} reads. */
  private static byte[] manifest(SortedMap<String, byte[]> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (name, content) -> lines.append(sha256(content)).append("  ").append(name).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
