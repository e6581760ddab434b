package io.assay.task;

import io.assay.account.Accounts;
import io.assay.account.LabelerId;
import io.assay.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Leases a named item to a named labeler, so that a recorded crowd can be played again answer by
 * answer: once a labeler and item, within the funding, and asking for another answer where the
 * recording has more than were wanted. The rules of the {@link Dispatcher} on who may get an item
 * with whom (clusters, low tiers) and its probes do not apply, for the recording says who did; what
 * it leases is never counted as a probe. Who may not be offered tasks at all gets none here either;
 * limits a day do not count.
 */
@ApplicationScoped
public class DirectedLeases {
  /** Who is to get which item. */
  public record Wanted(String subject, String key) {}

  /** The assignment there is now, new or from an earlier call; none for who may not work. */
  public record Given(
      String subject, String key, @Nullable UUID id, @Nullable AssignmentState state) {}

  private static final String LEASE =
      """
      WITH wanted AS (
        SELECT t.id, t.item_id FROM task t JOIN item i ON i.id = t.item_id
        WHERE i.dataset_id = :dataset AND i.key = :key
          AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id
            AND a.labeler_id = :labeler AND a.state NOT IN ('EXPIRED', 'SKIPPED'))
        FOR UPDATE OF t),
      budget AS (
        UPDATE dataset d SET committed_base_units = committed_base_units + answer_cost_base_units
        FROM wanted
        WHERE d.id = :dataset AND d.state = 'OPEN'
          AND d.committed_base_units + d.answer_cost_base_units
            <= least(d.funded_base_units, d.budget_base_units)
          AND (d.deadline IS NULL OR d.deadline > now())
        RETURNING d.lease_seconds),
      counted AS (
        UPDATE task t SET live_leases = live_leases + 1,
          answers_wanted = greatest(answers_wanted, answers + live_leases + 1)
        FROM wanted w, budget WHERE t.id = w.id RETURNING t.id)
      INSERT INTO assignment (id, task_id, dataset_id, item_id, labeler_id, state, expires_at)
      SELECT gen_random_uuid(), w.id, :dataset, w.item_id, :labeler, 'ACTIVE',
        now() + make_interval(secs => b.lease_seconds)
      FROM wanted w, budget b, counted
      ON CONFLICT (task_id, labeler_id) DO UPDATE SET state = 'ACTIVE', leased_at = now(),
        expires_at = excluded.expires_at, purpose = 'LABEL', extra = false, low_tier = false,
        cluster_id = NULL, cluster_place = NULL
      """;

  private final Jdbi jdbi;
  private final Accounts accounts;
  private final TaskConfig config;
  private final Instance<LabelerEligibility> eligibility;

  DirectedLeases(
      Jdbi jdbi, Accounts accounts, TaskConfig config, Instance<LabelerEligibility> eligibility) {
    this.eligibility = eligibility;
    this.jdbi = jdbi;
    this.accounts = accounts;
    this.config = config;
  }

  /**
   * Gives every labeler their item; asking again gives the same assignments.
   *
   * @throws Problem 403 {@code directed-leases-off} outside the embedded profile, 404 {@code
   *     unknown-item}, 409 {@code lease-refused} when the dataset is not open or has no funds left
   */
  @Transactional
  public List<Given> lease(UUID datasetId, List<Wanted> wanted) {
    if (!config.directedLeases()) {
      throw Problem.forbidden(
          "directed-leases-off", "Leasing a chosen item is for replays on the embedded profile.");
    }
    List<Given> given = new ArrayList<>(wanted.size());
    jdbi.useHandle(
        handle -> {
          lockTasks(handle, datasetId, wanted);
          Map<UUID, Boolean> eligible = new HashMap<>();
          for (Wanted one : wanted) {
            UUID labeler = accounts.labelerOf(one.subject());
            if (!eligible.computeIfAbsent(labeler, id -> mayWork(id, datasetId))) {
              given.add(new Given(one.subject(), one.key(), null, null));
              continue;
            }
            handle
                .createUpdate(LEASE)
                .bind("dataset", datasetId)
                .bind("key", one.key())
                .bind("labeler", labeler)
                .execute();
            given.add(find(handle, datasetId, one, labeler));
          }
        });
    return given;
  }

  private boolean mayWork(UUID labeler, UUID datasetId) {
    for (LabelerEligibility rule : eligibility) {
      if (!rule.isPace() && !rule.isEligible(new LabelerId(labeler), datasetId)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tasks before the dataset, as every lease locks them: whoever locks otherwise meets a deadlock.
   */
  private static void lockTasks(Handle handle, UUID datasetId, List<Wanted> wanted) {
    handle
        .createQuery(
            """
            SELECT t.id FROM task t JOIN item i ON i.id = t.item_id
            WHERE i.dataset_id = :dataset AND i.key = ANY (:keys) ORDER BY t.id FOR UPDATE OF t
            """)
        .bind("dataset", datasetId)
        .bindArray("keys", String.class, wanted.stream().map(Wanted::key).distinct().toArray())
        .mapTo(UUID.class)
        .list();
  }

  private static Given find(Handle handle, UUID datasetId, Wanted wanted, UUID labeler) {
    return handle
        .createQuery(
            """
            SELECT a.id, a.state FROM item i
            LEFT JOIN assignment a ON a.item_id = i.id AND a.labeler_id = :labeler
            WHERE i.dataset_id = :dataset AND i.key = :key
            """)
        .bind("dataset", datasetId)
        .bind("key", wanted.key())
        .bind("labeler", labeler)
        .map(
            (row, context) -> {
              if (row.getString("id") == null) {
                throw Problem.conflict(
                    "lease-refused", "The dataset is not open or its funds are used up.");
              }
              return new Given(
                  wanted.subject(),
                  wanted.key(),
                  row.getObject("id", UUID.class),
                  AssignmentState.valueOf(row.getString("state")));
            })
        .findOne()
        .orElseThrow(
            () -> Problem.notFound("unknown-item", "The dataset has no item " + wanted.key()));
  }
}
