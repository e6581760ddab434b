package io.assay.payout.receipts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.RecordedFit;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.ConsensusCsv;
import io.assay.consensus.classification.CountedVotes;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.QuantisedPrior;
import io.assay.dataset.LabelSchema;
import io.assay.payout.economics.BonusAnswer;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dataset of a bundle as its files have it, and its fit worked out again from them. */
final class DatasetReceipt {
  static final String LABELS = "consensus.csv";
  static final String LABELERS = "labelers.csv";

  private static final List<String> FITTED =
      List.of(
          DatasetFiles.DATASET,
          DatasetFiles.ANSWERS,
          DatasetFiles.GOLD,
          DatasetFiles.PRIOR,
          DatasetFiles.EXCLUSIONS,
          DatasetFiles.PAIRS);
  private static final List<String> FOLLOWING =
      List.of(LABELS, LABELERS, VoteTables.CLASSES, VoteTables.VOTES, VoteTables.WEIGHTS);

  private static final ObjectMapper JSON = new ObjectMapper();

  final UUID id;
  final BigInteger price;

  /** The labeler's number, as text, by place in every payout. */
  private final Map<Long, String> workers = new HashMap<>();

  /** Item and labeler of every answer, as {@code item/labeler}. */
  private final Set<String> answered = new HashSet<>();

  private final Bundle bundle;
  private final String folder;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final VoteTables votes;

  /** Null for flat pay. */
  private final @Nullable BonusTables bonuses;

  private DatasetReceipt(Bundle bundle, UUID id, FitMemory memory) {
    this.bundle = bundle;
    this.id = id;
    this.folder = DatasetFiles.folder(id);
    JsonNode about = describe();
    this.price = new BigInteger(about.path("priceBaseUnits").asText());
    Answers.Builder fitted = Answers.builder();
    List<BonusAnswer> all = new ArrayList<>();
    readAnswers(
        DatasetFiles.ANSWERS,
        row -> {
          fitted.add(row.get(0), row.get(1), row.get(2));
          all.add(new BonusAnswer(row.get(0), row.get(1), row.get(2)));
        });
    readAnswers(
        DatasetFiles.LATER, row -> all.add(new BonusAnswer(row.get(0), row.get(1), row.get(2))));
    read(
        DatasetFiles.WORKERS,
        DatasetFiles.WORKER_COLUMNS,
        row -> workers.put(Long.parseUnsignedLong(row.get(1)), row.get(0)));
    this.votes = new VoteTables(id);
    Answers answers = build(fitted);
    if (answers.size() > 0) {
      SortedMap<String, byte[]> known = memory.find(id, fitted()).orElse(null);
      if (known == null) {
        memory.fitted(id);
        fit(about, answers);
      } else {
        remember(new Bundle(known));
      }
    } else {
      put(LABELS, Csv.write(List.of("task", "label", "confidence"), rows -> {}));
    }
    JsonNode incentive = about.get(DatasetFiles.INCENTIVE);
    this.bonuses =
        incentive == null ? null : BonusTables.read(bundle, folder, incentive, price, all);
    if (bonuses != null) {
      put(BonusTables.BONUSES, bonuses.write());
    }
  }

  /**
   * Reads the files of a dataset and works out the rest.
   *
   * @throws Difference if a file lacks or cannot be read
   */
  static DatasetReceipt of(Bundle bundle, UUID id, FitMemory memory) {
    return new DatasetReceipt(bundle, id, memory);
  }

  /** What a fit reads. */
  private SortedMap<String, byte[]> fitted() {
    SortedMap<String, byte[]> given = new TreeMap<>();
    for (String file : FITTED) {
      given.put(folder + file, bundle.get(folder + file));
    }
    return given;
  }

  private void remember(Bundle known) {
    for (String file : FOLLOWING) {
      byte[] content = known.files().get(folder + file);
      if (content != null) {
        put(file, content);
      }
    }
    if (files.containsKey(folder + VoteTables.VOTES)) {
      votes.read(known, folder);
    }
  }

  private void readAnswers(String file, Csv.RowReader reader) {
    read(
        file,
        DatasetFiles.ANSWER_COLUMNS,
        row -> {
          if (!isNumber(row.get(0)) || !isNumber(row.get(1))) {
            throw new IllegalArgumentException("task and worker are not numbers");
          }
          reader.row(row);
          answered.add(row.get(0) + "/" + row.get(1));
        });
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }

  private void read(String file, List<String> columns, Csv.RowReader reader) {
    Csv.read(bundle, folder + file, columns, reader);
  }

  private JsonNode describe() {
    String file = folder + DatasetFiles.DATASET;
    try {
      JsonNode about = JSON.readTree(bundle.get(file));
      if (!about.path("id").asText().equals(id.toString())
          || !about.path("priceBaseUnits").asText().matches("[0-9]{1,39}")) {
        throw new Difference(file, 0, "id or priceBaseUnits is not what it should be");
      }
      return about;
    } catch (java.io.IOException e) {
      throw new Difference(file, 0, "it is no JSON");
    }
  }

  private Answers build(Answers.Builder builder) {
    try {
      return builder.build();
    } catch (RuntimeException e) {
      throw new Difference(folder + DatasetFiles.ANSWERS, 0, "a worker answered a task twice");
    }
  }

  private void fit(JsonNode about, Answers answers) {
    RecordedFit fit = again(about, answers);
    if (!fit.method().equals(about.path("method").asText())) {
      throw Difference.between(
          folder + DatasetFiles.DATASET, 0, about.path("method").asText(), fit.method());
    }
    put(LABELS, fit.labelsCsv().getBytes(StandardCharsets.UTF_8));
    StringWriter labelers = new StringWriter();
    ConsensusCsv.writeLabelers(fit.reliabilities(), labelers);
    put(LABELERS, labelers.toString().getBytes(StandardCharsets.UTF_8));
    fit.countedVotes().ifPresent(this::count);
  }

  private RecordedFit again(JsonNode about, Answers answers) {
    try {
      LabelSchema schema = JSON.treeToValue(about.get("schema"), LabelSchema.class);
      return RecordedFit.of(
          new RecordedFit.Input(
              schema,
              answers,
              gold(),
              prior(),
              DatasetFiles.readExclusions(bundle, folder),
              DatasetFiles.readPairs(bundle, folder)));
    } catch (Difference e) {
      throw e;
    } catch (JsonProcessingException | RuntimeException e) {
      throw new Difference(
          folder + DatasetFiles.ANSWERS, 0, "the answers are none of the schema in dataset.json");
    }
  }

  private void count(CountedVotes counted) {
    votes.count(counted);
    votes.write().forEach(this::put);
  }

  private void put(String file, byte[] content) {
    files.put(folder + file, content);
  }

  private Map<String, String> gold() {
    Map<String, String> gold = new HashMap<>();
    read(DatasetFiles.GOLD, DatasetFiles.GOLD_COLUMNS, row -> gold.put(row.get(0), row.get(1)));
    return gold;
  }

  private LabelPrior prior() {
    Map<String, SortedMap<String, Double>> rows = new HashMap<>();
    read(
        DatasetFiles.PRIOR,
        DatasetFiles.PRIOR_COLUMNS,
        row ->
            rows.computeIfAbsent(row.get(0), task -> new TreeMap<>())
                .put(row.get(1), Double.parseDouble(row.get(2))));
    return rows.isEmpty() ? LabelPrior.none() : QuantisedPrior.of(rows);
  }

  /** Whether somebody with this place in payouts answered the item. */
  boolean isAnswered(String item, long index) {
    String worker = workers.get(index);
    return worker != null && answered.contains(item + "/" + worker);
  }

  /** The bonus of who has this place in payouts; nothing where there is none. */
  BigInteger bonusOf(long index, int round) {
    return bonuses == null ? BigInteger.ZERO : bonuses.bonusOf(workers.get(index), round);
  }

  int answers() {
    return answered.size();
  }

  /** The files that follow from the others, in the order in which they are compared. */
  SortedMap<String, byte[]> derived() {
    return files;
  }

  VoteTables votes() {
    return votes;
  }
}
