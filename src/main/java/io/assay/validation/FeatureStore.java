package io.assay.validation;

import io.assay.validation.features.EncodedFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Features of files by encoder and content, in their tables. */
@ApplicationScoped
class FeatureStore {
  /** A content that was not encoded yet. */
  record Unencoded(String sha256, int size) {}

  /**
   * The content of an item, with its features.
   *
   * @param likeness the hash by which near-duplicates are found, null where it was not measured
   */
  @SuppressWarnings("ArrayRecordComponent") // A row of a matrix.
  record Row(String sha256, float[] features, @Nullable Long likeness) {}

  /** A stored dictionary of patches, and how many images there were when it was learned. */
  @SuppressWarnings("ArrayRecordComponent") // Read once.
  record StoredDictionary(int images, byte[] content) {}

  private final Jdbi jdbi;

  FeatureStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Contents of a dataset after one, in the order of their hashes, that the encoder was not given.
   *
   * @param kind of content: {@code text}, {@code image} or {@code audio}
   */
  List<Unencoded> listUnencoded(
      UUID datasetId, String kind, String encoder, String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT c.sha256, c.size FROM item_content c
                    WHERE c.dataset_id = :dataset AND c.kind = :kind AND c.sha256 > :after
                      AND NOT EXISTS (SELECT 1 FROM feature f
                        WHERE f.encoder = :encoder AND f.content_sha256 = c.sha256)
                    ORDER BY c.sha256 LIMIT :limit
                    """)
                .bind("dataset", datasetId)
                .bind("after", after)
                .bind("kind", kind)
                .bind("encoder", encoder)
                .bind("limit", limit)
                .map((row, context) -> new Unencoded(row.getString(1), row.getInt(2)))
                .list());
  }

  /** Contents of a dataset after one, in the order of their hashes. */
  List<String> listContents(UUID datasetId, String kind, String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT sha256 FROM item_content
                    WHERE dataset_id = :dataset AND kind = :kind AND sha256 > :after
                    ORDER BY sha256 LIMIT :limit
                    """)
                .bind("dataset", datasetId)
                .bind("after", after)
                .bind("kind", kind)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /** Contents by their SHA-256: the bytes of files, or of texts in UTF-8. */
  Map<String, byte[]> readContents(UUID datasetId, String kind, List<String> hashes) {
    String sql =
        kind.equals(DatasetEncoders.TEXT)
            ? """
              SELECT DISTINCT ON (c.sha256) c.sha256, convert_to(i.content ->> 'text', 'UTF8')
              FROM item_content c JOIN item i ON i.id = c.item_id
              WHERE c.dataset_id = :dataset AND c.kind = 'text' AND c.sha256 = ANY(:hashes)
              ORDER BY c.sha256
              """
            : """
              SELECT DISTINCT ON (sha256) sha256, content FROM media
              WHERE dataset_id = :dataset AND sha256 = ANY(:hashes) ORDER BY sha256
              """;
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("dataset", datasetId)
                .bindArray("hashes", String.class, hashes)
                .map((row, context) -> Map.entry(row.getString(1), row.getBytes(2)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void save(String encoder, List<String> hashes, List<EncodedFile> encoded) {
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO feature (encoder, content_sha256, vector, problem)
                  VALUES (:encoder, :sha, :vector, :problem) ON CONFLICT DO NOTHING
                  """);
          for (int i = 0; i < hashes.size(); i++) {
            float[] features = encoded.get(i).features();
            batch
                .bind("encoder", encoder)
                .bind("sha", hashes.get(i))
                .bindByType("vector", features == null ? null : bytes(features), byte[].class)
                .bindByType("problem", encoded.get(i).problem(), String.class)
                .add();
          }
          if (batch.size() > 0) {
            batch.execute();
          }
        });
  }

  /** Features by item key, of items whose content the encoder could read. */
  Map<String, Row> read(UUID datasetId, String kind, String encoder) {
    Map<String, Row> rows = new HashMap<>();
    // One array a content, however many items show it.
    Map<String, float[]> known = new HashMap<>();
    jdbi.useTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT c.key, c.sha256, f.vector, l.hash FROM item_content c
                      JOIN feature f ON f.encoder = :encoder AND f.content_sha256 = c.sha256
                      LEFT JOIN item_likeness l ON l.item_id = c.item_id AND l.kind = upper(c.kind)
                    WHERE c.dataset_id = :dataset AND c.kind = :kind AND f.vector IS NOT NULL
                    """)
                .setFetchSize(500)
                .bind("dataset", datasetId)
                .bind("kind", kind)
                .bind("encoder", encoder)
                .map(
                    (row, context) -> {
                      byte[] vector = row.getBytes(3);
                      String sha256 = row.getString(2);
                      float[] features = known.computeIfAbsent(sha256, one -> floats(vector));
                      rows.put(
                          row.getString(1),
                          new Row(sha256, features, row.getObject(4, Long.class)));
                      return 1;
                    })
                .forEach(row -> {}));
    return rows;
  }

  /**
   * How far an encoder has come with a dataset's contents.
   *
   * @param contents how many there are
   * @param encoded how many of them it made features of
   * @param unreadable how many of them it could not read
   */
  record Progress(int contents, int encoded, int unreadable) {}

  Progress progress(UUID datasetId, String kind, String encoder) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*), count(f.vector), count(f.problem)
                    FROM (SELECT DISTINCT sha256 FROM item_content
                        WHERE dataset_id = :dataset AND kind = :kind) c
                      LEFT JOIN feature f
                        ON f.encoder = :encoder AND f.content_sha256 = c.sha256
                    """)
                .bind("dataset", datasetId)
                .bind("kind", kind)
                .bind("encoder", encoder)
                .map((row, context) -> new Progress(row.getInt(1), row.getInt(2), row.getInt(3)))
                .one());
  }

  Optional<StoredDictionary> findDictionary(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT images, content FROM patch_dictionary WHERE dataset_id = :id")
                .bind("id", datasetId)
                .map((row, context) -> new StoredDictionary(row.getInt(1), row.getBytes(2)))
                .findOne());
  }

  void save(UUID datasetId, StoredDictionary dictionary) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO patch_dictionary (dataset_id, images, content)
                    VALUES (:dataset, :images, :content) ON CONFLICT (dataset_id)
                    DO UPDATE SET images = excluded.images, content = excluded.content
                    """)
                .bind("dataset", datasetId)
                .bind("images", dictionary.images())
                .bind("content", dictionary.content())
                .execute());
  }

  /** Drops the features of an encoder that no dataset has any more. */
  void forget(String encoder) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM feature WHERE encoder = ?", encoder));
  }

  private static byte[] bytes(float[] features) {
    ByteBuffer buffer = ByteBuffer.allocate(features.length * Float.BYTES);
    buffer.asFloatBuffer().put(features);
    return buffer.array();
  }

  private static float[] floats(byte[] vector) {
    float[] features = new float[vector.length / Float.BYTES];
    ByteBuffer.wrap(vector).asFloatBuffer().get(features);
    return features;
  }
}
