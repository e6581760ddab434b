package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Consensus;
import io.assay.payout.receipts.DatasetRecord.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of a dataset from which all else follows. Items and labelers have numbers in them,
 * whose order is that of their names, so that neither a requester's keys nor a person's name gets
 * out and the fit stays the same to the bit. {@code aggregate} reads them too.
 */
final class DatasetFiles {
  static final String DATASET = "dataset.json";
  static final String ANSWERS = "answers.csv";
  static final String LATER = "later-answers.csv";
  static final String GOLD = "gold.csv";
  static final String PRIOR = "prior.csv";
  static final String EXCLUSIONS = "exclusions.csv";
  static final String PAIRS = "pairs.csv";
  static final String WORKERS = "workers.csv";

  static final List<String> ANSWER_COLUMNS = List.of("task", "worker", "label");
  static final List<String> GOLD_COLUMNS = List.of("task", "label");
  static final List<String> PRIOR_COLUMNS = List.of("task", "label", "probability");
  static final List<String> EXCLUSION_COLUMNS = List.of("worker", "group");
  static final List<String> PAIR_COLUMNS = List.of("task", "left", "right");
  static final List<String> WORKER_COLUMNS = List.of("worker", "index");

  /** Of dataset.json; lacks for flat pay. */
  static final String INCENTIVE = "incentive";

  /** The group of those whose answers decide nothing. */
  static final String IGNORED = "ignored";

  private final DatasetRecord record;
  private final Numbering items;
  private final Numbering labelers;
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  DatasetFiles(DatasetRecord record) {
    this.record = record;
    this.items = new Numbering(record.answers().stream().map(Answer::item).toList());
    this.labelers = new Numbering(record.answers().stream().map(Answer::labeler).toList());
  }

  static String folder(UUID dataset) {
    return "datasets/" + dataset + "/";
  }

  /** The number of an item, as text. */
  String item(String name) {
    return items.of(name);
  }

  /** The files by name. */
  SortedMap<String, byte[]> write() {
    put(DATASET, describe());
    put(ANSWERS, answers(0, record.fitted()));
    put(LATER, answers(record.fitted(), record.answers().size()));
    put(GOLD, Csv.write(GOLD_COLUMNS, this::gold));
    put(PRIOR, Csv.write(PRIOR_COLUMNS, this::prior));
    put(EXCLUSIONS, Csv.write(EXCLUSION_COLUMNS, this::exclusions));
    put(PAIRS, Csv.write(PAIR_COLUMNS, this::pairs));
    put(WORKERS, Csv.write(WORKER_COLUMNS, this::workers));
    BonusRecord bonus = record.bonus();
    if (bonus != null) {
      BonusTables.write(bonus, labelers).forEach(this::put);
    }
    return files;
  }

  private void put(String name, byte[] content) {
    files.put(folder(record.id()) + name, content);
  }

  private byte[] describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", record.id().toString());
    node.put("priceBaseUnits", record.price().toString());
    node.set("schema", record.schema());
    node.put("method", record.method());
    node.set("model", record.model());
    BonusRecord bonus = record.bonus();
    if (bonus != null) {
      node.set(INCENTIVE, bonus.incentive());
    }
    return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] answers(int from, int to) {
    return Csv.write(
        ANSWER_COLUMNS,
        rows ->
            record
                .answers()
                .subList(from, to)
                .forEach(
                    one ->
                        rows.accept(
                            List.of(
                                items.of(one.item()), labelers.of(one.labeler()), one.label()))));
  }

  private void gold(Consumer<List<String>> rows) {
    known(record.gold().keySet().stream())
        .forEach(
            item -> rows.accept(List.of(items.of(item), record.gold().getOrDefault(item, ""))));
  }

  private void prior(Consumer<List<String>> rows) {
    known(record.prior().keySet().stream())
        .forEach(
            item ->
                record
                    .prior()
                    .getOrDefault(item, new TreeMap<>())
                    .forEach(
                        (label, probability) ->
                            rows.accept(
                                List.of(items.of(item), label, Consensus.decimal(probability)))));
  }

  private void exclusions(Consumer<List<String>> rows) {
    record.ignored().stream()
        .filter(labelers::has)
        .sorted()
        .forEach(labeler -> rows.accept(List.of(labelers.of(labeler), IGNORED)));
    Numbering groups = new Numbering(record.groups().values());
    for (Map.Entry<String, String> one : new TreeMap<>(record.groups()).entrySet()) {
      if (labelers.has(one.getKey()) && !record.ignored().contains(one.getKey())) {
        rows.accept(List.of(labelers.of(one.getKey()), groups.of(one.getValue())));
      }
    }
  }

  private void pairs(Consumer<List<String>> rows) {
    Numbering things =
        new Numbering(record.pairs().values().stream().flatMap(List::stream).toList());
    known(record.pairs().keySet().stream())
        .forEach(
            item -> {
              List<String> two = record.pairs().getOrDefault(item, List.of());
              rows.accept(List.of(items.of(item), things.of(two.get(0)), things.of(two.get(1))));
            });
  }

  private void workers(Consumer<List<String>> rows) {
    for (Map.Entry<String, Long> one : new TreeMap<>(record.indexes()).entrySet()) {
      if (labelers.has(one.getKey())) {
        rows.accept(List.of(labelers.of(one.getKey()), one.getValue().toString()));
      }
    }
  }

  private Stream<String> known(Stream<String> names) {
    return names.filter(items::has).sorted();
  }

  /**
   * Who had no vote in the fit, and whose votes counted together.
   *
   * @param folder of the dataset within the bundle; empty where the bundle is a dataset's own
   */
  static Exclusions readExclusions(Bundle bundle, String folder) {
    Set<String> ignored = new HashSet<>();
    Map<String, String> groups = new HashMap<>();
    Csv.read(
        bundle,
        folder + EXCLUSIONS,
        EXCLUSION_COLUMNS,
        row -> {
          if (row.get(1).equals(IGNORED)) {
            ignored.add(row.get(0));
          } else {
            groups.put(row.get(0), row.get(1));
          }
        });
    return Exclusions.of(ignored, groups);
  }

  /** Left and right thing by item, where things are compared; the folder as above. */
  static Map<String, List<String>> readPairs(Bundle bundle, String folder) {
    Map<String, List<String>> pairs = new HashMap<>();
    Csv.read(
        bundle,
        folder + PAIRS,
        PAIR_COLUMNS,
        row -> pairs.put(row.get(0), List.of(row.get(1), row.get(2))));
    return pairs;
  }
}
