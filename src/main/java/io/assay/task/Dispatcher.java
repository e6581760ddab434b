package io.assay.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.LabelerId;
import io.assay.dataset.Dataset;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import io.assay.task.LeaseStatement.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Leases the next task of a dataset: random, no choice of item, gold and probes mixed in at their
 * shares. What a labeler may not get is in {@link LeaseStatement}.
 */
@ApplicationScoped
class Dispatcher {
  /** Walks after the database refused one: others of the cluster were faster so often in a row. */
  private static final int ATTEMPTS = 4;

  private static final Set<String> REFUSALS = Set.of("23505", "23514");

  private static final String STANDING =
      """
      SELECT s.cluster_id, coalesce(s.nominated, false) AS nominated,
        coalesce(s.low_tier AND p.low_tier_bounded, false) AS low_tier,
        coalesce(e.leases, 0) AS leases, coalesce(e.probes, 0) AS probes,
        (SELECT count(*) FROM assignment WHERE labeler_id = :labeler AND dataset_id = :dataset
          AND state = 'ACTIVE' AND expires_at > now()) AS live,
        (SELECT count(*) FROM assignment WHERE labeler_id = :labeler AND dataset_id = :dataset
          AND state = 'EXPIRED' AND leased_at > now() - interval '1 day') AS expired
      FROM (SELECT 1) AS one LEFT JOIN labeler_standing s ON s.labeler_id = :labeler
        LEFT JOIN labeler_exposure e ON e.labeler_id = :labeler
        LEFT JOIN dispatch_plan p ON p.dataset_id = :dataset
      """;

  /** What a labeler is to the dispatcher; {@code lowTier} where its share is bounded now. */
  private record Standing(
      @Nullable UUID cluster,
      boolean nominated,
      boolean lowTier,
      long leases,
      long probes,
      int live,
      int expired) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final TaskConfig config;
  private final Instance<LabelerEligibility> eligibility;
  private final Suggestions suggestions;

  Dispatcher(
      Jdbi jdbi,
      ObjectMapper json,
      TaskConfig config,
      Instance<LabelerEligibility> eligibility,
      Suggestions suggestions) {
    this.suggestions = suggestions;
    this.jdbi = jdbi;
    this.json = json;
    this.config = config;
    this.eligibility = eligibility;
  }

  /**
   * Leases a task to the labeler, or finds that none is left for them.
   *
   * @throws Problem 409 {@code too-many-leases} if the labeler holds as many as allowed, {@code
   *     too-many-expired} if they let as many run out
   */
  Optional<Assignment> lease(Dataset dataset, LabelerId labeler) {
    for (LabelerEligibility rule : eligibility) {
      if (!rule.isEligible(labeler, dataset.id)) {
        return Optional.empty();
      }
    }
    return jdbi.withHandle(
        handle -> {
          Standing standing = standing(handle, dataset.id, labeler);
          refuseTooMany(standing);
          ThreadLocalRandom random = ThreadLocalRandom.current();
          Kind kind = draw(dataset, standing, random.nextDouble());
          double from = random.nextDouble();
          return lease(handle, dataset.id, labeler, standing, kind, from)
              .or(() -> fromBottom(handle, dataset.id, labeler, standing, kind))
              .or(() -> orOrdinary(handle, dataset.id, labeler, standing, kind, from))
              .map(assignment -> suggestions.attach(handle, dataset, assignment));
        });
  }

  private Optional<Assignment> fromBottom(
      Handle handle, UUID dataset, LabelerId labeler, Standing standing, Kind kind) {
    return kind == Kind.PROBE // Those are drawn from all at once.
        ? Optional.empty()
        : lease(handle, dataset, labeler, standing, kind, 0);
  }

  private Optional<Assignment> orOrdinary(
      Handle handle, UUID dataset, LabelerId labeler, Standing standing, Kind drawn, double from) {
    return drawn == Kind.LABEL
        ? Optional.empty()
        : lease(handle, dataset, labeler, standing, Kind.LABEL, from)
            .or(() -> fromBottom(handle, dataset, labeler, standing, Kind.LABEL));
  }

  private static Kind draw(Dataset dataset, Standing standing, double at) {
    if (at < dataset.goldShare) {
      return Kind.GOLD;
    }
    double probes =
        ProbeSchedule.probability(
            dataset.probeShare, standing.leases(), standing.probes(), standing.nominated());
    return at - dataset.goldShare < probes ? Kind.PROBE : Kind.LABEL;
  }

  private static Standing standing(Handle handle, UUID datasetId, LabelerId labeler) {
    return handle
        .createQuery(STANDING)
        .bind("labeler", labeler.value())
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new Standing(
                    row.getObject("cluster_id", UUID.class),
                    row.getBoolean("nominated"),
                    row.getBoolean("low_tier"),
                    row.getLong("leases"),
                    row.getLong("probes"),
                    row.getInt("live"),
                    row.getInt("expired")))
        .one();
  }

  private void refuseTooMany(Standing standing) {
    if (standing.live() >= config.maxLeases()) {
      throw Problem.conflict(
          "too-many-leases",
          "Answer or skip one of your " + standing.live() + " open items first.");
    }
    if (standing.expired() >= config.maxExpiredLeases()) {
      throw Problem.conflict(
          "too-many-expired",
          "The time of "
              + standing.expired()
              + " of your items ran out within a day; come back to this dataset tomorrow.");
    }
  }

  private Optional<Assignment> lease(
      Handle handle, UUID datasetId, LabelerId labeler, Standing standing, Kind kind, double from) {
    for (int attempt = 1; ; attempt++) {
      try {
        return handle
            .createQuery(LeaseStatement.of(kind, standing.cluster() != null, standing.lowTier()))
            .bind("id", UUID.randomUUID())
            .bind("dataset", datasetId)
            .bind("labeler", labeler.value())
            .bindByType("cluster", standing.cluster(), UUID.class)
            .bind("places", kind == Kind.LABEL ? 1 : config.maxClusterExposures())
            .bind("lowTier", standing.lowTier())
            .bind("lowTierOneIn", config.lowTierOneIn())
            .bind("from", from)
            .map((row, context) -> read(row))
            .findOne();
      } catch (UnableToExecuteStatementException e) {
        // The same labeler, or another of the cluster, was leased that task at this very moment.
        boolean refused =
            e.getCause() instanceof SQLException cause && REFUSALS.contains(cause.getSQLState());
        if (!refused) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          return Optional.empty();
        }
      }
    }
  }

  /** The labeler's live leases, oldest first: what to go on with after a reload. */
  List<Assignment> listLive(UUID datasetId, LabelerId labeler) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.id, a.dataset_id, a.expires_at, i.content, d.price_base_units,
                      a.suggestion
                    FROM assignment a JOIN item i ON i.id = a.item_id
                      JOIN dataset d ON d.id = a.dataset_id
                    WHERE a.labeler_id = :labeler AND a.dataset_id = :dataset
                      AND a.state = 'ACTIVE' AND a.expires_at > now()
                    ORDER BY a.leased_at, a.id
                    """)
                .bind("labeler", labeler.value())
                .bind("dataset", datasetId)
                .map((row, context) -> readLive(row))
                .list());
  }

  private Assignment readLive(ResultSet row) throws SQLException {
    Suggestion shown = suggestions.read(row.getString("suggestion"));
    return shown == null ? read(row) : read(row).with(shown);
  }

  private Assignment read(ResultSet row) throws SQLException {
    try {
      return new Assignment(
          row.getObject("id", UUID.class),
          row.getObject("dataset_id", UUID.class),
          json.readTree(row.getString("content")),
          row.getTimestamp("expires_at").toInstant(),
          TokenAmount.ofNumeric(row.getBigDecimal("price_base_units")),
          null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
