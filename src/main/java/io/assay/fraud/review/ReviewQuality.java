package io.assay.fraud.review;

import java.util.List;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How well reviewers review.
 *
 * @param kappa Cohen's kappa of the first and the second reviewer of the same case; null while it
 *     cannot be told
 * @param kappaCases cases two people rated
 * @param overdue cases nobody has looked at, and appeals nobody has answered, in time
 */
public record ReviewQuality(
    List<Reviewer> reviewers,
    @Nullable Double kappa,
    int kappaCases,
    Overturned overturned,
    Overdue overdue) {
  /**
   * What one reviewer made of cases whose truth is known: right is CLEAR for innocent ones only.
   */
  public record Reviewer(
      String name,
      long decisions,
      long plantedSeen,
      long plantedRight,
      long innocentSeen,
      long innocentRight) {}

  /** Cases that hold or ban or did, those appealed, and those with an appeal upheld. */
  public record Overturned(long decided, long appealed, long upheld) {}

  /** What waits too long. */
  public record Overdue(long cases, long appeals) {}

  static ReviewQuality read(Handle handle, int firstLookHours) {
    List<Kappa.Rated> rated = rated(handle);
    OptionalDouble kappa = Kappa.of(rated);
    return new ReviewQuality(
        reviewers(handle),
        kappa.isPresent() ? kappa.getAsDouble() : null,
        rated.size(),
        new Overturned(
            count(
                handle,
                "SELECT count(DISTINCT case_id) FROM decision d WHERE decision <> 'CLEAR' AND NOT"
                    + " EXISTS (SELECT 1 FROM review_sample s WHERE s.case_id = d.case_id)"),
            count(handle, "SELECT count(DISTINCT case_id) FROM appeal"),
            count(handle, "SELECT count(DISTINCT case_id) FROM appeal WHERE state = 'UPHELD'")),
        new Overdue(
            handle
                .createQuery(
                    "SELECT count(*) FROM fraud_case WHERE state IN ('OPEN', 'SECOND') AND opened_at"
                        + " < now() - make_interval(hours => :hours)")
                .bind("hours", firstLookHours)
                .mapTo(Long.class)
                .one(),
            count(
                handle,
                "SELECT count(*) FROM appeal WHERE state = 'WAITING' AND answer_by < now()")));
  }

  /** The first decisions of the first two people on each case that two decided. */
  private static List<Kappa.Rated> rated(Handle handle) {
    return handle
        .createQuery(
            """
            WITH firsts AS (
              SELECT DISTINCT ON (case_id, decided_by) case_id, decided_by, id, decision
              FROM decision ORDER BY case_id, decided_by, id),
            placed AS (
              SELECT case_id, decision, row_number() OVER (PARTITION BY case_id ORDER BY id) AS place
              FROM firsts)
            SELECT a.decision <> 'CLEAR', b.decision <> 'CLEAR'
            FROM placed a JOIN placed b ON b.case_id = a.case_id AND a.place = 1 AND b.place = 2
            ORDER BY a.case_id
            """)
        .map((row, context) -> new Kappa.Rated(row.getBoolean(1), row.getBoolean(2)))
        .list();
  }

  private static List<Reviewer> reviewers(Handle handle) {
    return handle
        .createQuery(
            """
            WITH firsts AS (
              SELECT DISTINCT ON (d.case_id, d.decided_by) d.decided_by, d.decision, s.kind
              FROM decision d JOIN review_sample s ON s.case_id = d.case_id
              ORDER BY d.case_id, d.decided_by, d.id),
            sums AS (
              SELECT decided_by, count(*) FILTER (WHERE kind = 'PLANTED') AS planted,
                count(*) FILTER (WHERE kind = 'PLANTED' AND decision <> 'CLEAR') AS planted_right,
                count(*) FILTER (WHERE kind = 'INNOCENT') AS innocent,
                count(*) FILTER (WHERE kind = 'INNOCENT' AND decision = 'CLEAR') AS innocent_right
              FROM firsts GROUP BY decided_by)
            SELECT a.name, count(*) AS decisions, coalesce(max(m.planted), 0) AS planted,
              coalesce(max(m.planted_right), 0) AS planted_right,
              coalesce(max(m.innocent), 0) AS innocent,
              coalesce(max(m.innocent_right), 0) AS innocent_right
            FROM decision d JOIN account a ON a.id = d.decided_by
              LEFT JOIN sums m ON m.decided_by = d.decided_by
            GROUP BY a.id, a.name ORDER BY a.name, a.id
            """)
        .map(
            (row, context) ->
                new Reviewer(
                    row.getString("name"),
                    row.getLong("decisions"),
                    row.getLong("planted"),
                    row.getLong("planted_right"),
                    row.getLong("innocent"),
                    row.getLong("innocent_right")))
        .list();
  }

  private static long count(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }
}
