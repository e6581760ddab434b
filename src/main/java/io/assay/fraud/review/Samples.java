package io.assay.fraud.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.fraud.CaseLog;
import io.assay.fraud.ReviewConfig;
import io.assay.platform.Problem;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Mixes cases of known truth among the real ones, to measure who reviews them. */
@ApplicationScoped
class Samples {
  /** The truth of a made-up case. */
  public enum Kind {
    PLANTED,
    INNOCENT
  }

  private static final int LEAST_ITEMS = 30;
  private static final int MOST_ITEMS = 60;
  private static final int LEAST_ACCOUNTS = 2;
  private static final int MOST_ACCOUNTS = 4;

  private final Jdbi jdbi;
  private final CaseLog log;
  private final Datasets datasets;
  private final ReviewConfig config;
  private final ObjectMapper json;
  private final Random random = new SecureRandom();

  Samples(Jdbi jdbi, CaseLog log, Datasets datasets, ReviewConfig config, ObjectMapper json) {
    this.jdbi = jdbi;
    this.log = log;
    this.datasets = datasets;
    this.config = config;
    this.json = json;
  }

  /** Keeps their share: as few as there are among few cases, none among fewer than ten. */
  @Scheduled(
      every = "${assay.review.sample-every:1h}",
      delayed = "${assay.review.sample-delay:10m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void keepShare() {
    boolean due =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT (SELECT count(*) FROM review_sample) + 1 <= :share * (SELECT"
                            + " count(*) FROM fraud_case)")
                    .bind("share", config.sampleShare())
                    .mapTo(Boolean.class)
                    .one());
    if (due && findDataset().isPresent()) {
      make(random.nextBoolean() ? Kind.PLANTED : Kind.INNOCENT, null);
    }
  }

  /**
   * Makes up a case.
   *
   * @param admin who asked for it; null where the platform does it by itself
   * @throws Problem 409 {@code no-dataset} without a dataset of classes with enough items
   */
  @Transactional
  void make(Kind kind, @Nullable UUID admin) {
    Dataset dataset =
        datasets.get(
            findDataset()
                .orElseThrow(
                    () ->
                        Problem.conflict(
                            "no-dataset", "It takes a dataset of classes with 30 items.")));
    jdbi.useHandle(
        handle -> {
          CaseLog.lock(handle);
          int accounts = LEAST_ACCOUNTS + random.nextInt(MOST_ACCOUNTS - LEAST_ACCOUNTS + 1);
          SampleMaker maker =
              new SampleMaker(
                  random,
                  kind == Kind.PLANTED,
                  List.copyOf(dataset.labelSchema.classes()),
                  questions(handle, dataset.id),
                  names(handle, accounts));
          store(handle, kind, dataset.id, maker.make(dataset.price(), Instant.now()), admin);
        });
  }

  private Optional<UUID> findDataset() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT d.id FROM dataset d
                    WHERE d.state <> 'DRAFT' AND d.label_schema ->> 'type' = 'choice'
                      AND (SELECT count(*) FROM item i WHERE i.dataset_id = d.id) >= :least
                    ORDER BY random() LIMIT 1
                    """)
                .bind("least", LEAST_ITEMS)
                .mapTo(UUID.class)
                .findOne());
  }

  private List<SampleMaker.Question> questions(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT i.key, i.content, c.label FROM item i LEFT JOIN consensus c ON c.item_id = i.id
            WHERE i.dataset_id = :dataset ORDER BY random() LIMIT :limit
            """)
        .bind("dataset", datasetId)
        .bind("limit", LEAST_ITEMS + random.nextInt(MOST_ITEMS - LEAST_ITEMS))
        .map(
            (row, context) -> {
              try {
                return new SampleMaker.Question(
                    row.getString(1), json.readTree(row.getString(2)), row.getString(3));
              } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
              }
            })
        .list();
  }

  /** Names like those of labelers, of nobody. */
  private List<String> names(Handle handle, int count) {
    List<String> taken =
        handle
            .createQuery(
                "SELECT name FROM account WHERE role = 'labeler' ORDER BY random() LIMIT 200")
            .mapTo(String.class)
            .list();
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String pattern = taken.isEmpty() ? "worker-" : taken.get(random.nextInt(taken.size()));
      String name = pattern.replaceAll("\\d+$", "") + (100 + random.nextInt(900));
      boolean free =
          handle
              .createQuery("SELECT NOT EXISTS (SELECT 1 FROM account WHERE name = :name)")
              .bind("name", name)
              .mapTo(Boolean.class)
              .one();
      if (free && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private void store(
      Handle handle, Kind kind, UUID datasetId, SampleMaker.Sample sample, @Nullable UUID admin) {
    UUID id = UUID.randomUUID();
    handle.execute(
        "INSERT INTO fraud_case (id, dataset_id, state) VALUES (?, ?, 'OPEN')", id, datasetId);
    handle
        .createUpdate(
            "INSERT INTO review_sample (case_id, kind, money_base_units, content) VALUES (:case,"
                + " :kind, :money, CAST(:content AS jsonb))")
        .bind("case", id)
        .bind("kind", kind)
        .bind("money", sample.money().toNumeric())
        .bind("content", write(sample.content()))
        .execute();
    log.append(null, admin, "SAMPLE_MADE", Map.of("case", id, "kind", kind));
    log.append(id, null, "OPENED", Map.of());
    for (SampleMaker.Flag flag : sample.flags()) {
      UUID flagId = UUID.randomUUID();
      handle
          .createUpdate(
              """
              INSERT INTO flag (id, case_id, kind, dataset_id, identity, labeler_ids, log_e_value,
                summary)
              VALUES (:id, :case, :kind, :dataset, :identity, :labelers,
                CAST(:strength AS float8), :summary)
              """)
          .bind("id", flagId)
          .bind("case", id)
          .bind("kind", flag.kind())
          .bind("dataset", datasetId)
          .bind("identity", "case/" + flagId)
          .bindArray(
              "labelers", UUID.class, flag.labelers().stream().map(one -> one.value()).toArray())
          .bindByType("strength", flag.logEValue(), Double.class)
          .bind("summary", flag.summary())
          .execute();
      log.append(
          id,
          null,
          "FLAGGED",
          Map.of("flag", flagId, "kind", flag.kind(), "labelers", flag.labelers()));
    }
  }

  private String write(SampleContent content) {
    try {
      return json.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
