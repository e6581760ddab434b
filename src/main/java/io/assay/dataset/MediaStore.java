package io.assay.dataset;

import io.assay.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** Pictures and sounds in the database. */
@ApplicationScoped
public class MediaStore {
  /** Larger files are refused. */
  static final int MAX_BYTES = 20_000_000;

  /** A file name without folders: letters and digits of any script, and a few signs. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._@+()-]{0,199}");

  /** A file with its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // Written to a response, once.
  public record Content(Media media, byte[] bytes) {}

  /**
   * What came of putting a file.
   *
   * @param created false where the dataset had it already
   */
  record Put(Media media, boolean created) {}

  /** Takes the file of an item. */
  @FunctionalInterface
  public interface Reader {
    void read(String itemKey, byte[] bytes);
  }

  private final Jdbi jdbi;

  MediaStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Stores a file under a name; the same bytes again change nothing.
   *
   * @throws Problem 422 {@code media-name}, 413 {@code media-too-large}, 415 {@code
   *     unknown-media-type}, 409 {@code media-exists} where other bytes have the name
   */
  Put put(UUID datasetId, String name, byte[] bytes) {
    if (!NAME.matcher(name).matches()) {
      throw Problem.unprocessable("media-name", "This is no name for a file.")
          .withField("name", "letters, digits, spaces and . _ @ + ( ) -, at most 200 characters");
    }
    if (bytes.length > MAX_BYTES) {
      throw Problem.of(413, "media-too-large", "A file has at most " + MAX_BYTES + " bytes.");
    }
    FileFormat format =
        FileFormat.of(bytes)
            .orElseThrow(
                () ->
                    Problem.of(
                        415,
                        "unknown-media-type",
                        "Files are PNG, JPEG, GIF, BMP or WebP images, or WAV, Ogg, FLAC or MP3"
                            + " sounds."));
    checkOpen(datasetId);
    Media media = new Media(name, format.mediaType(), sha256(bytes), bytes.length);
    int inserted =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO media (dataset_id, name, media_type, sha256, size, content)
                        VALUES (:dataset, :media.name, :media.mediaType, :media.sha256, :media.size,
                          :content)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("dataset", datasetId)
                    .bindMethods("media", media)
                    .bind("content", bytes)
                    .execute());
    if (inserted == 0 && !find(datasetId, name).map(Content::media).equals(Optional.of(media))) {
      throw Problem.conflict("media-exists", "Another file has this name already.");
    }
    return new Put(media, inserted == 1);
  }

  /** Nobody closes it until the file is in. */
  private void checkOpen(UUID datasetId) {
    String state =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT state FROM dataset WHERE id = :dataset FOR SHARE")
                    .bind("dataset", datasetId)
                    .mapTo(String.class)
                    .one());
    if (state.equals(DatasetState.CLOSED.name())) {
      throw Problem.conflict("dataset-closed", "A closed dataset takes no more items.");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file by its name. */
  public Optional<Content> find(UUID datasetId, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT name, media_type, sha256, size, content FROM media
                    WHERE dataset_id = :dataset AND name = :name
                    """)
                .bind("dataset", datasetId)
                .bind("name", name)
                .map(
                    (row, context) ->
                        new Content(
                            new Media(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4)),
                            row.getBytes(5)))
                .findOne());
  }

  /** The files of a dataset after a name, in the order of names. */
  List<Media> list(UUID datasetId, String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT name, media_type, sha256, size FROM media
                    WHERE dataset_id = :dataset AND name COLLATE "C" > :after
                    ORDER BY name COLLATE "C" LIMIT :limit
                    """)
                .bind("dataset", datasetId)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Media(
                            row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .list());
  }

  /**
   * Reads the files of a dataset's items, one after the other, in the order of the items' keys.
   *
   * @param field of the items' content that names the file: {@code image} or {@code audio}
   */
  public void forEach(UUID datasetId, String field, Reader reader) {
    jdbi.useTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.key, m.content FROM item i
                      JOIN media m ON m.dataset_id = i.dataset_id AND m.name = i.content ->> :field
                    WHERE i.dataset_id = :dataset ORDER BY i.key COLLATE "C"
                    """)
                .setFetchSize(16)
                .bind("dataset", datasetId)
                .bind("field", field)
                .map(
                    (row, context) -> {
                      reader.read(row.getString(1), row.getBytes(2));
                      return 1;
                    })
                .forEach(row -> {}));
  }
}
