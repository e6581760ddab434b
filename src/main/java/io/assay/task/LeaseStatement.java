package io.assay.task;

/*
 * A lease is one statement: it picks a task nobody else is leasing at this moment (SKIP LOCKED),
 * commits its price and bonus against the dataset's funding, counts the lease on the task, and writes the
 * assignment. The picks of the statement depend on each other, so either all of it happens or none.
 *
 * Random without reading all tasks: every task has a random place (shuffle); the walk starts at a
 * random place and goes up, and where it finds nothing a second walk starts at the bottom. The walk
 * reads an index that holds only tasks with a lease to give, and at most WINDOW of them, so that a
 * labeler whom most tasks refuse costs no more than that. In datasets up to that size nothing that is
 * left is missed; for labelers of clusters and low tiers the walk is shorter, and one who is told that
 * nothing is left may find something from another place a moment later.
 *
 * What a task may refuse: the labeler has had it, answered or not (a skipped item never comes back);
 * as many of the labeler's suspected cluster as it may have are on it (1, or a few on probes and
 * gold); the votes of low tiers on it are as many as they may be. Each is checked in the statement:
 *  - counts of the task itself again on the row as it is once locked (PostgreSQL evaluates the
 *    conditions anew where the row changed meanwhile), so races cannot pass them;
 *  - accounts of a cluster by its present members, which sees every lease committed before the
 *    statement began. A lease of another account of the cluster that commits after that and before
 *    this one has locked the row is not seen; therefore the assignment takes a numbered place of its
 *    cluster on the task, and a unique index lets one account have it. The second is refused by the
 *    database and walks again. No lock is held but those of the rows written.
 *
 * Pools: a probe or gold item is given only where an ordinary item is left for the labeler too, or
 * it would show itself, and cost money after the work is done. The probes of a dataset are few and
 * drawn from evenly; a labeler of a cluster gets those first that others of it have answered,
 * because they are what compares them. Gold can be much, so it is walked like the ordinary items.
 */
/** The SQL that leases a task of one kind. */
final class LeaseStatement {
  /** Why a task is offered; the name in the column {@code purpose} of the assignment. */
  enum Kind {
    LABEL,
    PROBE,
    GOLD
  }

  private static final int WINDOW = 10_000;
  private static final int RESTRICTED_WINDOW = 500;

  private static final String NOT_HAD =
      """
      NOT EXISTS (SELECT 1 FROM assignment a WHERE a.task_id = t.id AND a.labeler_id = :labeler)
      """;

  private static final String MATES =
      """
      (SELECT count(*) FROM assignment a JOIN labeler_standing s ON s.labeler_id = a.labeler_id
        WHERE a.task_id = t.id AND a.state IN ('ACTIVE', 'SUBMITTED', 'ACCEPTED')
          AND s.cluster_id = CAST(:cluster AS uuid))
      """;

  private static final String ORDINARY =
      """
      WITH candidate AS (
        SELECT t.id, t.item_id, false AS extra
        FROM (SELECT id, shuffle FROM task
              WHERE dataset_id = :dataset AND state = 'OPEN' AND purpose = 'LABEL'
                AND NOT leased_out AND shuffle >= :from ORDER BY shuffle LIMIT <window>) w
          JOIN task t ON t.id = w.id
        WHERE t.state = 'OPEN' AND t.answers + t.live_leases < t.answers_wanted
          AND <not had> AND <places>
          AND (NOT :lowTier OR (t.low_tier_answers + 1) * :lowTierOneIn <= t.answers_wanted)
        ORDER BY w.shuffle LIMIT 1 FOR UPDATE OF t SKIP LOCKED),
      """;

  private static final String POOLED =
      """
      WITH candidate AS (
        SELECT t.id, t.item_id, t.purpose = 'LABEL'
          AND (t.state <> 'OPEN' OR t.answers + t.live_leases >= t.answers_wanted) AS extra
        FROM task t
        WHERE t.dataset_id = :dataset AND t.pool = '<kind>' AND NOT t.pool_leased_out
          AND t.shuffle >= <from> AND t.answers + t.live_leases < t.pool_answers_wanted
          AND <not had> AND <places>
          AND (NOT :lowTier
            OR (t.low_tier_answers + 1) * :lowTierOneIn <= t.pool_answers_wanted)
          AND EXISTS (
            SELECT 1 FROM (SELECT id FROM task
                WHERE dataset_id = :dataset AND state = 'OPEN' AND purpose = 'LABEL'
                  AND NOT leased_out ORDER BY shuffle LIMIT <window>) t
            WHERE <not had>)
        ORDER BY <order> LIMIT 1 FOR UPDATE OF t SKIP LOCKED),
      """;

  private static final String LEASED =
      """
      budget AS (
        UPDATE dataset d SET committed_base_units = committed_base_units + answer_cost_base_units,
          probe_committed_base_units = probe_committed_base_units
            + CASE WHEN candidate.extra THEN answer_cost_base_units ELSE 0 END
        FROM candidate
        WHERE d.id = :dataset AND d.state = 'OPEN'
          AND d.committed_base_units + d.answer_cost_base_units
            <= least(d.funded_base_units, d.budget_base_units)
          AND (NOT candidate.extra
            OR d.probe_committed_base_units + d.answer_cost_base_units <= d.probe_limit_base_units)
          AND (d.deadline IS NULL OR d.deadline > now())
        RETURNING d.price_base_units, d.lease_seconds),
      counted AS (
        UPDATE task t SET live_leases = live_leases + 1,
          low_tier_answers = low_tier_answers + CASE WHEN :lowTier THEN 1 ELSE 0 END
        FROM candidate c, budget WHERE t.id = c.id RETURNING t.id),
      leased AS (
        INSERT INTO assignment (id, task_id, dataset_id, item_id, labeler_id, state, expires_at,
          purpose, extra, low_tier, cluster_id, cluster_place)
        SELECT :id, c.id, :dataset, c.item_id, :labeler, 'ACTIVE',
          now() + make_interval(secs => b.lease_seconds), '<kind>', c.extra, :lowTier,
          CAST(:cluster AS uuid), CASE WHEN CAST(:cluster AS uuid) IS NOT NULL THEN (
            SELECT min(place) FROM generate_series(0, :places - 1) AS place WHERE NOT EXISTS (
              SELECT 1 FROM assignment a WHERE a.task_id = c.id
                AND a.cluster_id = CAST(:cluster AS uuid) AND a.cluster_place = place
                AND a.state IN ('ACTIVE', 'SUBMITTED', 'ACCEPTED'))) END
        FROM candidate c, budget b, counted
        RETURNING id, dataset_id, item_id, expires_at),
      exposed AS (
        INSERT INTO labeler_exposure AS e (labeler_id, leases, probes)
        SELECT :labeler, 1, <probes> FROM leased
        ON CONFLICT (labeler_id) DO UPDATE SET leases = e.leases + 1,
          probes = e.probes + excluded.probes)
      SELECT l.id, l.dataset_id, l.expires_at, i.content, b.price_base_units
      FROM leased l JOIN item i ON i.id = l.item_id, budget b
      """;

  private LeaseStatement() {}

  /**
   * The statement.
   *
   * @param inCluster whether the labeler is of a suspected cluster
   * @param lowTier whether the share of low tiers binds the labeler
   */
  static String of(Kind kind, boolean inCluster, boolean lowTier) {
    int window = inCluster || lowTier ? RESTRICTED_WINDOW : WINDOW;
    String matesFirst = inCluster ? MATES + " > 0 DESC, " : "";
    boolean walks = kind == Kind.GOLD;
    return ((kind == Kind.LABEL ? ORDINARY : POOLED) + LEASED)
        .replace("<not had>", NOT_HAD)
        .replace("<places>", inCluster ? MATES + " < :places" : "true")
        .replace("<order>", walks ? "t.shuffle" : matesFirst + "random()")
        .replace("<from>", walks ? ":from" : "0")
        .replace("<window>", Integer.toString(window))
        .replace("<probes>", kind == Kind.PROBE ? "1" : "0")
        .replace("<kind>", kind.name());
  }
}
