package io.assay.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What items have in common, in its tables. */
@ApplicationScoped
class LikenessStore {
  /** What of an item is compared. */
  enum Kind {
    TEXT,
    IMAGE
  }

  /** A content that was not looked at yet; a text or the bytes of a file. */
  record Unread<C>(UUID itemId, C content) {}

  /**
   * What a content was found to be.
   *
   * @param hash null where it could not be read
   * @param problem why, null where it could
   */
  record Read(UUID itemId, @Nullable Long hash, @Nullable String problem, String contentSha256) {}

  /** An item with its hash, and the group it is in by now. */
  record Hashed(UUID itemId, long hash, @Nullable UUID group) {}

  private final Jdbi jdbi;

  LikenessStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Notes that something came into a dataset, in the present transaction. */
  void markDue(UUID datasetId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO likeness_due (dataset_id) VALUES (?) ON CONFLICT (dataset_id) DO UPDATE"
                    + " SET since = clock_timestamp()",
                datasetId));
  }

  /**
   * A dataset into which something came.
   *
   * @param since text of the time, to the microsecond
   */
  record Due(UUID datasetId, String since) {}

  List<Due> listDue() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT dataset_id, since::text FROM likeness_due ORDER BY since")
                .map((row, context) -> new Due(row.getObject(1, UUID.class), row.getString(2)))
                .list());
  }

  /** Takes the mark away; false where more came in since, or another server has it. */
  boolean takeDue(Due due) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        DELETE FROM likeness_due WHERE dataset_id = (
                          SELECT dataset_id FROM likeness_due WHERE dataset_id = :dataset
                            AND since = CAST(:since AS timestamptz)
                          FOR UPDATE SKIP LOCKED)
                        """)
                    .bind("dataset", due.datasetId())
                    .bind("since", due.since())
                    .execute()
                == 1);
  }

  List<Unread<String>> listTexts(UUID datasetId, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.id, i.content ->> 'text' FROM item i
                    WHERE i.dataset_id = :dataset AND jsonb_typeof(i.content -> 'text') = 'string'
                      AND NOT EXISTS (SELECT 1 FROM item_likeness l
                        WHERE l.item_id = i.id AND l.kind = 'TEXT')
                    LIMIT :limit
                    """)
                .bind("dataset", datasetId)
                .bind("limit", limit)
                .map((row, context) -> new Unread<>(row.getObject(1, UUID.class), row.getString(2)))
                .list());
  }

  List<Unread<byte[]>> listImages(UUID datasetId, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.id, m.content FROM item i
                      JOIN media m ON m.dataset_id = i.dataset_id AND m.name = i.content ->> 'image'
                    WHERE i.dataset_id = :dataset AND m.media_type LIKE 'image/%'
                      AND NOT EXISTS (SELECT 1 FROM item_likeness l
                        WHERE l.item_id = i.id AND l.kind = 'IMAGE')
                    LIMIT :limit
                    """)
                .bind("dataset", datasetId)
                .bind("limit", limit)
                .map((row, context) -> new Unread<>(row.getObject(1, UUID.class), row.getBytes(2)))
                .list());
  }

  void save(UUID datasetId, Kind kind, List<Read> rows) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO item_likeness (item_id, dataset_id, kind, hash, problem,
                    content_sha256)
                  VALUES (:item, :dataset, :kind, :hash, :problem, :sha) ON CONFLICT DO NOTHING
                  """);
          for (Read row : rows) {
            batch
                .bind("item", row.itemId())
                .bind("dataset", datasetId)
                .bind("kind", kind.name())
                .bindByType("hash", row.hash(), Long.class)
                .bindByType("problem", row.problem(), String.class)
                .bind("sha", row.contentSha256())
                .add();
          }
          if (batch.size() > 0) {
            batch.execute();
          }
        });
  }

  /** All hashes of a dataset, in the order of the items' keys. */
  List<Hashed> listHashes(UUID datasetId, Kind kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT l.item_id, l.hash, l.group_item_id FROM item_likeness l
                      JOIN item i ON i.id = l.item_id
                    WHERE l.dataset_id = :dataset AND l.kind = :kind AND l.hash IS NOT NULL
                    ORDER BY i.key COLLATE "C"
                    """)
                .bind("dataset", datasetId)
                .bind("kind", kind.name())
                .map(
                    (row, context) ->
                        new Hashed(
                            row.getObject(1, UUID.class),
                            row.getLong(2),
                            row.getObject(3, UUID.class)))
                .list());
  }

  /** Moves items to groups; out of any where the group is null. */
  void regroup(Kind kind, Map<UUID, @Nullable UUID> groups) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "UPDATE item_likeness SET group_item_id = :group WHERE item_id = :item AND kind ="
                      + " :kind");
          groups.forEach(
              (item, group) ->
                  batch
                      .bindByType("group", group, UUID.class)
                      .bind("item", item)
                      .bind("kind", kind.name())
                      .add());
          if (batch.size() > 0) {
            batch.execute();
          }
        });
  }
}
