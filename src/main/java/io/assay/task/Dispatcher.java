package io.assay.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.LabelerId;
import io.assay.dataset.Dataset;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/*
 * A lease is one statement: it picks a task nobody else is leasing at this moment (SKIP LOCKED),
 * commits its price against the dataset's funding, counts the lease on the task, and writes the
 * assignment. The picks of the statement depend on each other, so either all of it happens or none.
 *
 * Random without reading all tasks: every task has a random place (shuffle); the walk starts at a
 * random place and goes up, and where it finds nothing a second walk starts at the bottom.
 *
 * What the database itself refuses, whatever this class does: two assignments of one labeler on a
 * task, answers plus live leases above the answers wanted, promises above the funding or the budget.
 */
/** Leases the next task of a dataset: random, no choice of item, gold mixed in at its share. */
@ApplicationScoped
class Dispatcher {
  private static final String LEASE =
      """
      WITH candidate AS (
        SELECT t.id, t.item_id FROM task t
        WHERE t.dataset_id = :dataset AND t.state = 'OPEN' AND t.purpose = :purpose
          AND t.shuffle >= :from AND t.answers + t.live_leases < t.answers_wanted
          AND NOT EXISTS (
            SELECT 1 FROM assignment a WHERE a.task_id = t.id AND a.labeler_id = :labeler)
        ORDER BY t.shuffle LIMIT 1 FOR UPDATE OF t SKIP LOCKED),
      budget AS (
        UPDATE dataset d SET committed_base_units = committed_base_units + price_base_units
        FROM candidate
        WHERE d.id = :dataset AND d.state = 'OPEN'
          AND d.committed_base_units + d.price_base_units
            <= least(d.funded_base_units, d.budget_base_units)
          AND (d.deadline IS NULL OR d.deadline > now())
        RETURNING d.price_base_units, d.lease_seconds),
      counted AS (
        UPDATE task t SET live_leases = live_leases + 1
        FROM candidate c, budget WHERE t.id = c.id RETURNING t.id),
      leased AS (
        INSERT INTO assignment (id, task_id, dataset_id, item_id, labeler_id, state, expires_at)
        SELECT :id, c.id, :dataset, c.item_id, :labeler, 'ACTIVE',
          now() + make_interval(secs => b.lease_seconds)
        FROM candidate c, budget b, counted
        RETURNING id, dataset_id, item_id, expires_at)
      SELECT l.id, l.dataset_id, l.expires_at, i.content, b.price_base_units
      FROM leased l JOIN item i ON i.id = l.item_id, budget b
      """;

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final TaskConfig config;
  private final Instance<LabelerEligibility> eligibility;

  Dispatcher(
      Jdbi jdbi, ObjectMapper json, TaskConfig config, Instance<LabelerEligibility> eligibility) {
    this.jdbi = jdbi;
    this.json = json;
    this.config = config;
    this.eligibility = eligibility;
  }

  /**
   * Leases a task to the labeler, or finds that none is left for them.
   *
   * @throws Problem 409 {@code too-many-leases} if the labeler holds as many as allowed
   */
  Optional<Assignment> lease(Dataset dataset, LabelerId labeler) {
    for (LabelerEligibility rule : eligibility) {
      if (!rule.isEligible(labeler, dataset.id)) {
        return Optional.empty();
      }
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    boolean gold = random.nextDouble() < dataset.goldShare;
    double from = random.nextDouble();
    return jdbi.withHandle(
        handle -> {
          refuseTooMany(handle, dataset.id, labeler);
          return lease(handle, dataset.id, labeler, gold, from)
              .or(() -> lease(handle, dataset.id, labeler, gold, 0))
              // Gold only ever comes between other items: alone it would show itself.
              .or(() -> gold ? lease(handle, dataset.id, labeler, false, from) : Optional.empty())
              .or(() -> gold ? lease(handle, dataset.id, labeler, false, 0) : Optional.empty());
        });
  }

  private void refuseTooMany(Handle handle, UUID datasetId, LabelerId labeler) {
    int live =
        handle
            .createQuery(
                "SELECT count(*) FROM assignment WHERE labeler_id = :labeler AND dataset_id ="
                    + " :dataset AND state = 'ACTIVE' AND expires_at > now()")
            .bind("labeler", labeler.value())
            .bind("dataset", datasetId)
            .mapTo(Integer.class)
            .one();
    if (live >= config.maxLeases()) {
      throw Problem.conflict(
          "too-many-leases", "Answer or skip one of your " + live + " open items first.");
    }
  }

  private Optional<Assignment> lease(
      Handle handle, UUID datasetId, LabelerId labeler, boolean gold, double from) {
    Query query =
        handle
            .createQuery(LEASE)
            .bind("id", UUID.randomUUID())
            .bind("dataset", datasetId)
            .bind("labeler", labeler.value())
            .bind("purpose", gold ? "GOLD" : "LABEL")
            .bind("from", from);
    return query.map((row, context) -> read(row)).findOne();
  }

  /** The labeler's live leases, oldest first: what to go on with after a reload. */
  List<Assignment> listLive(UUID datasetId, LabelerId labeler) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.id, a.dataset_id, a.expires_at, i.content, d.price_base_units
                    FROM assignment a JOIN item i ON i.id = a.item_id
                      JOIN dataset d ON d.id = a.dataset_id
                    WHERE a.labeler_id = :labeler AND a.dataset_id = :dataset
                      AND a.state = 'ACTIVE' AND a.expires_at > now()
                    ORDER BY a.leased_at, a.id
                    """)
                .bind("labeler", labeler.value())
                .bind("dataset", datasetId)
                .map((row, context) -> read(row))
                .list());
  }

  private Assignment read(ResultSet row) throws SQLException {
    try {
      return new Assignment(
          row.getObject("id", UUID.class),
          row.getObject("dataset_id", UUID.class),
          json.readTree(row.getString("content")),
          row.getTimestamp("expires_at").toInstant(),
          TokenAmount.ofNumeric(row.getBigDecimal("price_base_units")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
