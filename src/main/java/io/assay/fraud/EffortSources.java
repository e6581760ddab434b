package io.assay.fraud;

import io.assay.consensus.LabelerModels;
import io.assay.consensus.Refits;
import io.assay.consensus.classification.Confusions;
import io.assay.fraud.behaviour.Automation;
import io.assay.fraud.behaviour.Effort;
import io.assay.fraud.behaviour.LowEffort;
import io.assay.fraud.behaviour.ModelCopyTest;
import io.assay.fraud.behaviour.OwnInformation;
import io.assay.fraud.behaviour.ResponseTimes;
import io.assay.fraud.behaviour.SkilledLabelers;
import io.assay.fraud.behaviour.SpammerScore;
import io.assay.fraud.behaviour.TimedAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Effort (D6) and automation (D4) are measured a dataset at a time, because what care looks like
 * depends on the question; a dataset is measured anew after a fit of it, and all of them once after
 * a start.
 */
/** Reads how carefully labelers work, and whether models do it for them. */
@ApplicationScoped
class EffortSources {
  /** Nats by labeler, the text of its id. */
  record Measured(SortedMap<String, Double> quality, SortedMap<String, Double> automation) {}

  private record Row(String labeler, String item, String label, double seconds, double at) {}

  private final Jdbi jdbi;
  private final LabelerModels models;
  private final Map<UUID, Measured> measured = new ConcurrentHashMap<>();
  private final Set<UUID> stale = ConcurrentHashMap.newKeySet();

  EffortSources(Jdbi jdbi, LabelerModels models) {
    this.jdbi = jdbi;
    this.models = models;
  }

  void onRefitted(@Observes Refits.Refitted event) {
    stale.add(event.datasetId());
  }

  void onModelAnswers(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) ModelAnswers.Imported event) {
    stale.add(event.datasetId());
  }

  /** Whether a fit came since the last look. */
  boolean isStale() {
    return !stale.isEmpty();
  }

  /** Per dataset, datasets in the order of their ids. */
  SortedMap<UUID, Measured> measure() {
    List<UUID> fitted =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT DISTINCT dataset_id FROM consensus_fit")
                    .mapTo(UUID.class)
                    .list());
    for (UUID dataset : fitted) {
      if (stale.remove(dataset) || !measured.containsKey(dataset)) {
        measured.put(dataset, measure(dataset));
      }
    }
    return new TreeMap<>(measured);
  }

  private Measured measure(UUID dataset) {
    return jdbi.withHandle(
        handle -> {
          List<Row> rows = rows(handle, dataset);
          Optional<Confusions> confusions = models.findLatest(dataset);
          return new Measured(
              LowEffort.nats(efforts(handle, dataset, rows, confusions)),
              confusions.isEmpty()
                  ? new TreeMap<>()
                  : automation(handle, dataset, rows, confusions.get()));
        });
  }

  private static List<Row> rows(Handle handle, UUID dataset) {
    return handle
        .createQuery(
            """
            SELECT labeler_id, item_id, label, seconds,
              extract(epoch FROM submitted_at)::float8 AS at
            FROM submission WHERE dataset_id = :dataset ORDER BY sequence
            """)
        .bind("dataset", dataset)
        .map(
            (row, context) -> {
              double seconds = row.getDouble("seconds");
              boolean unknown = row.wasNull();
              return new Row(
                  row.getString("labeler_id"),
                  row.getString("item_id"),
                  row.getString("label"),
                  unknown ? Double.NaN : seconds,
                  row.getDouble("at"));
            })
        .list();
  }

  private static List<Effort> efforts(
      Handle handle, UUID dataset, List<Row> rows, Optional<Confusions> confusions) {
    SortedMap<String, List<String>> labels = new TreeMap<>();
    List<TimedAnswer> timed = new ArrayList<>();
    for (Row row : rows) {
      labels.computeIfAbsent(row.labeler(), key -> new ArrayList<>()).add(row.label());
      timed.add(new TimedAnswer(row.labeler(), row.item(), row.at(), row.seconds()));
    }
    SortedMap<String, double[]> paces = LowEffort.paces(ResponseTimes.of(timed));
    Map<String, int[]> gold = gold(handle, dataset);
    Map<String, String> subjects = subjects(handle, dataset);
    List<Effort> efforts = new ArrayList<>();
    labels.forEach(
        (labeler, given) -> {
          double[] pace = paces.getOrDefault(labeler, new double[] {Double.NaN, Double.NaN});
          int[] graded = gold.getOrDefault(labeler, new int[2]);
          String subject = subjects.getOrDefault(labeler, "");
          efforts.add(
              new Effort(
                  labeler,
                  given.size(),
                  spammerScore(confusions, subject),
                  graded[0],
                  graded[1],
                  LowEffort.longestRun(given),
                  pace[0],
                  pace[1]));
        });
    return efforts;
  }

  private static double spammerScore(Optional<Confusions> confusions, String subject) {
    int classes = confusions.map(known -> known.labels().size()).orElse(0);
    return classes < 2
        ? Double.NaN
        : SpammerScore.ofTable(confusions.get().table(subject), classes);
  }

  private static Map<String, int[]> gold(Handle handle, UUID dataset) {
    Map<String, int[]> gold = new TreeMap<>();
    handle
        .createQuery("SELECT labeler_id, correct FROM gold_grade WHERE dataset_id = :dataset")
        .bind("dataset", dataset)
        .map((row, context) -> Map.entry(row.getString(1), row.getBoolean(2)))
        .forEach(
            entry ->
                gold.computeIfAbsent(entry.getKey(), key -> new int[2])[
                    entry.getValue() ? 0 : 1]++);
    return gold;
  }

  private static Map<String, String> subjects(Handle handle, UUID dataset) {
    Map<String, String> subjects = new TreeMap<>();
    handle
        .createQuery(
            "SELECT DISTINCT a.id, a.pseudonym FROM account a JOIN submission s ON s.labeler_id = a.id"
                + " WHERE s.dataset_id = :dataset")
        .bind("dataset", dataset)
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(entry -> subjects.put(entry.getKey(), entry.getValue()));
    return subjects;
  }

  /** Nothing where no model answered the dataset's items. */
  private static SortedMap<String, Double> automation(
      Handle handle, UUID dataset, List<Row> rows, Confusions confusions) {
    SortedMap<String, Map<String, String>> modelLabels = new TreeMap<>();
    handle
        .createQuery("SELECT model, item_id, label FROM model_answer WHERE dataset_id = :dataset")
        .bind("dataset", dataset)
        .map((row, context) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
        .forEach(
            row ->
                modelLabels
                    .computeIfAbsent(row.get(0), key -> new TreeMap<>())
                    .put(row.get(1), row.get(2)));
    if (modelLabels.isEmpty()) {
      return new TreeMap<>();
    }
    Map<String, String> subjects = subjects(handle, dataset);
    SortedMap<String, SortedMap<String, String>> answersOf = new TreeMap<>();
    List<OwnInformation.Answer> answers = new ArrayList<>();
    Map<String, String> labelerOf = new TreeMap<>();
    for (Row row : rows) {
      String subject = subjects.getOrDefault(row.labeler(), row.labeler());
      labelerOf.put(subject, row.labeler());
      answersOf.computeIfAbsent(subject, key -> new TreeMap<>()).put(row.item(), row.label());
      answers.add(new OwnInformation.Answer(subject, row.item(), row.label()));
    }
    String first = modelLabels.firstKey();
    OwnInformation own = new OwnInformation(answers, modelLabels.getOrDefault(first, Map.of()));
    SkilledLabelers honest =
        new SkilledLabelers(answersOf, posteriors(handle, dataset, confusions), confusions);
    TreeMap<String, Double> nats = new TreeMap<>();
    Automation.nats(
            answersOf.keySet(),
            modelLabels.keySet(),
            new ModelCopyTest(answersOf, modelLabels, honest),
            own::zValue,
            subject -> 0)
        .forEach((subject, one) -> nats.put(labelerOf.getOrDefault(subject, subject), one));
    return nats;
  }

  private static Map<String, double[]> posteriors(
      Handle handle, UUID dataset, Confusions confusions) {
    Map<String, double[]> posteriors = new TreeMap<>();
    List<String> labels = confusions.labels();
    handle
        .createQuery(
            """
            SELECT item_id, p.key, p.value::text::float8
            FROM consensus, jsonb_each(posterior) p
            WHERE dataset_id = :dataset AND jsonb_typeof(posterior) = 'object'
              AND jsonb_typeof(p.value) = 'number'
            """)
        .bind("dataset", dataset)
        .map(
            (row, context) ->
                Map.entry(row.getString(1), Map.entry(row.getString(2), row.getDouble(3))))
        .forEach(
            entry -> {
              int k = labels.indexOf(entry.getValue().getKey());
              if (k >= 0) {
                posteriors.computeIfAbsent(entry.getKey(), key -> new double[labels.size()])[k] =
                    entry.getValue().getValue();
              }
            });
    return posteriors;
  }
}
