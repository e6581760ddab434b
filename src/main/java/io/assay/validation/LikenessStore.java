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

  /**
   * Some images that were not looked at, of a limited size together, at least one if there is one.
   */
  List<Unread<byte[]>> listImages(UUID datasetId, int limit, long bytes) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, content FROM (
                      SELECT id, content, size, sum(size) OVER (ORDER BY id) AS total FROM (
                        SELECT i.id, m.content, m.size FROM item i
                          JOIN media m
                            ON m.dataset_id = i.dataset_id AND m.name = i.content ->> 'image'
                        WHERE i.dataset_id = :dataset AND m.media_type LIKE 'image/%'
                          AND NOT EXISTS (SELECT 1 FROM item_likeness l
                            WHERE l.item_id = i.id AND l.kind = 'IMAGE')
                        LIMIT :limit) chosen) summed
                    WHERE total <= :bytes OR total = size
                    """)
                .bind("dataset", datasetId)
                .bind("limit", limit)
                .bind("bytes", bytes)
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
