package io.assay.fraud;

import io.assay.consensus.blocs.Bloc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Blocs in their tables. */
@ApplicationScoped
class BlocStore {
  private static final long LOCK = 57;

  /**
   * A bloc with its row's id and the labelers of its members.
   *
   * @param cleared people looked at most of its members last and cleared them
   */
  record Kept(UUID id, BlocFinding finding, List<UUID> labelers, boolean cleared) {}

  private final Jdbi jdbi;

  BlocStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One search of a dataset is kept at a time, on any server: held to the commit. */
  void lock(UUID datasetId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(?, ?))", "" + datasetId, LOCK));
  }

  /** What the last search of a dataset saw, and how many there were. */
  record Searched(String inputHash, long searches) {}

  Searched searched(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT input_hash, searches FROM bloc_search WHERE dataset_id = :dataset")
                .bind("dataset", datasetId)
                .map((row, context) -> new Searched(row.getString(1), row.getLong(2)))
                .findOne()
                .orElse(new Searched("", 0)));
  }

  void remember(UUID datasetId, UUID fitId, String inputHash, long searches) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO bloc_search (dataset_id, fit_id, input_hash, searches) VALUES (?, ?, ?,"
                    + " ?) ON CONFLICT (dataset_id) DO UPDATE SET fit_id = excluded.fit_id,"
                    + " input_hash = excluded.input_hash, searches = excluded.searches",
                datasetId,
                fitId,
                inputHash,
                searches));
  }

  /** A dataset and its last fit. */
  record Fitted(UUID datasetId, UUID fitId) {}

  /** Datasets of classes whose last fit was not followed by a search. */
  List<Fitted> listMissed() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT d.id, f.id FROM dataset d
                      CROSS JOIN LATERAL (SELECT id FROM consensus_fit WHERE dataset_id = d.id
                        ORDER BY created_at DESC LIMIT 1) f
                      LEFT JOIN bloc_search b ON b.dataset_id = d.id
                    WHERE d.label_schema ->> 'type' IN ('choice', 'pairwise')
                      AND b.fit_id IS DISTINCT FROM f.id
                    ORDER BY d.id
                    """)
                .map(
                    (row, context) ->
                        new Fitted(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list());
  }

  /** Replaces the blocs of a dataset, ids kept where most of the members are the same. */
  List<Kept> replace(UUID datasetId, List<BlocFinding> found, Map<String, UUID> labelerIds) {
    return jdbi.withHandle(
        handle -> {
          List<List<UUID>> members = new ArrayList<>();
          found.forEach(
              one -> members.add(one.bloc().members().stream().map(labelerIds::get).toList()));
          List<UUID> ids = StableIds.match(old(handle, datasetId), members);
          handle
              .createUpdate("DELETE FROM bloc WHERE dataset_id = :dataset AND NOT id = ANY (:kept)")
              .bind("dataset", datasetId)
              .bindArray("kept", UUID.class, ids.toArray())
              .execute();
          List<Kept> kept = new ArrayList<>();
          for (int i = 0; i < ids.size(); i++) {
            boolean cleared = isCleared(handle, members.get(i));
            kept.add(new Kept(ids.get(i), found.get(i), members.get(i), cleared));
            write(handle, datasetId, kept.get(i), labelerIds);
          }
          return kept;
        });
  }

  private static Map<UUID, Set<UUID>> old(Handle handle, UUID datasetId) {
    Map<UUID, Set<UUID>> old = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            SELECT b.id, m.labeler_id FROM bloc b JOIN bloc_member m ON m.bloc_id = b.id
            WHERE b.dataset_id = :dataset ORDER BY b.created_at, b.id, m.labeler_id
            """)
        .bind("dataset", datasetId)
        .map(
            (row, context) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
        .forEach(
            row -> old.computeIfAbsent(row.getKey(), id -> new HashSet<>()).add(row.getValue()));
    return old;
  }

  /** Whether the last case of most of these labelers was cleared. */
  private static boolean isCleared(Handle handle, Collection<UUID> members) {
    return handle
        .createQuery(
            """
            SELECT c.state = 'CLEARED' FROM fraud_case c
              JOIN fraud_case_labeler l ON l.case_id = c.id
            WHERE l.labeler_id = ANY (:members)
            GROUP BY c.id, c.state, c.opened_at HAVING 2 * count(*) >= :size
            ORDER BY c.opened_at DESC, c.id LIMIT 1
            """)
        .bindArray("members", UUID.class, members.toArray())
        .bind("size", members.size())
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  private static void write(
      Handle handle, UUID datasetId, Kept kept, Map<String, UUID> labelerIds) {
    Bloc bloc = kept.finding().bloc();
    handle
        .createUpdate(
            """
            INSERT INTO bloc (id, dataset_id, gain, surplus, mass, copy_rate, evidence,
              common_items, decided)
            VALUES (:id, :dataset, :gain, :surplus, :mass, :rate, :evidence, :common, :decided)
            ON CONFLICT (id) DO UPDATE SET gain = excluded.gain, surplus = excluded.surplus,
              mass = excluded.mass, copy_rate = excluded.copy_rate, evidence = excluded.evidence,
              common_items = excluded.common_items, decided = excluded.decided, updated_at = now()
            """)
        .bind("id", kept.id())
        .bind("dataset", datasetId)
        .bind("gain", bloc.gain())
        .bind("surplus", kept.finding().surplus())
        .bind("mass", unit(bloc.mass()))
        .bind("rate", unit(bloc.copyRate()))
        .bind("evidence", bloc.evidence())
        .bind("common", kept.finding().commonItems())
        .bind("decided", bloc.decided())
        .execute();
    handle.execute("DELETE FROM bloc_member WHERE bloc_id = ?", kept.id());
    PreparedBatch members = handle.prepareBatch("INSERT INTO bloc_member VALUES (?, ?, ?)");
    for (String member : bloc.members()) {
      double membership = unit(bloc.membership().getOrDefault(member, 0.0));
      members.add(kept.id(), labelerIds.get(member), membership);
    }
    members.execute();
  }

  private static double unit(double share) {
    return Math.min(1, Math.max(0, share));
  }
}
