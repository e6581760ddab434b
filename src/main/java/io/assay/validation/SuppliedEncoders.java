package io.assay.validation;

import io.assay.validation.SuppliedEncoder.State;
import io.assay.validation.onnx.EncoderInput;
import io.assay.validation.onnx.EncoderLimits;
import io.assay.validation.onnx.OnnxEncoder;
import io.assay.validation.onnx.OnnxModelFile;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The encoders that requesters brought, and their files. */
@ApplicationScoped
class SuppliedEncoders {
  private static final int PART_BYTES = 1 << 20;
  private static final int PARTS_AT_ONCE = 8;

  private final Jdbi jdbi;
  private final EncoderLimits limits;
  private @Nullable Path folder;

  @Inject
  SuppliedEncoders(Jdbi jdbi, ValidationConfig config) {
    this(jdbi, config.encoderLimits());
  }

  private SuppliedEncoders(Jdbi jdbi, EncoderLimits limits) {
    this.jdbi = jdbi;
    this.limits = limits;
  }

  /** Outside of a server. */
  static SuppliedEncoders of(Jdbi jdbi) {
    return new SuppliedEncoders(jdbi, EncoderLimits.USUAL);
  }

  /**
   * Stores a file that was read, in the present transaction.
   *
   * @return the number of the encoder
   */
  UUID add(UUID datasetId, OnnxModelFile model, Path file) {
    UUID id = UUID.randomUUID();
    jdbi.useHandle(
        handle -> {
          try {
            storeParts(handle, model.sha256(), file);
            handle
                .createUpdate(
                    """
                    INSERT INTO supplied_encoder (id, dataset_id, sha256, size, kind, input,
                      dimension)
                    VALUES (:id, :dataset, :sha256, :size, :kind, :input, :dimension)
                    """)
                .bind("id", id)
                .bind("dataset", datasetId)
                .bind("sha256", model.sha256())
                .bind("size", Files.size(file))
                .bind("kind", kind(model.input()))
                .bind("input", model.input().dimensions().toString())
                .bind("dimension", model.dimensions())
                .execute();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return id;
  }

  /** What of an item it reads; numbers are in no item. */
  static String kind(EncoderInput input) {
    return input instanceof EncoderInput.Image ? "image" : "text";
  }

  private static void storeParts(Handle handle, String sha256, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(PART_BYTES);
      for (int part = 0; bytes.length > 0; ) {
        PreparedBatch batch =
            handle.prepareBatch(
                "INSERT INTO encoder_file (sha256, part, content) VALUES (:sha, :part, :content)"
                    + " ON CONFLICT DO NOTHING");
        for (int i = 0; i < PARTS_AT_ONCE && bytes.length > 0; i++) {
          batch.bind("sha", sha256).bind("part", part).bind("content", bytes).add();
          part++;
          bytes = in.readNBytes(PART_BYTES);
        }
        batch.execute();
      }
    }
  }

  Optional<SuppliedEncoder> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM supplied_encoder WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
  }

  private static SuppliedEncoder read(ResultSet row) throws SQLException {
    return new SuppliedEncoder(
        row.getObject("id", UUID.class),
        row.getString("sha256"),
        row.getLong("size"),
        row.getString("kind"),
        row.getString("input"),
        row.getInt("dimension"),
        State.valueOf(row.getString("state")),
        row.getString("problem"),
        row.getString("reason"));
  }

  /** It has encoded something. */
  void markReady(UUID id) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE supplied_encoder SET state = 'READY' WHERE id = ? AND state = 'CHECKING'",
                id));
  }

  /** It cannot be used, or no longer. */
  void fail(UUID id, String slug, String reason) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE supplied_encoder SET state = 'FAILED', problem = ?, reason = ?"
                    + " WHERE id = ?",
                slug,
                reason,
                id));
  }

  /** The encoder, on a copy of its file that only this server can read. */
  OnnxEncoder open(SuppliedEncoder encoder) {
    try {
      Path file = fileOf(encoder.sha256());
      return new OnnxEncoder(file, OnnxModelFile.read(file, limits), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Path fileOf(String sha256) throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("assay-encoders-");
    }
    Path file = folder.resolve(sha256 + ".onnx");
    if (!Files.exists(file)) {
      Path partial = Files.createTempFile(folder, "part", "");
      try (OutputStream out = Files.newOutputStream(partial)) {
        for (int part = 0; copyPart(sha256, part, out); part++) {
          // Until there is none.
        }
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private boolean copyPart(String sha256, int part, OutputStream out) throws IOException {
    Optional<byte[]> bytes =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT content FROM encoder_file WHERE sha256 = :sha AND part = :part")
                    .bind("sha", sha256)
                    .bind("part", part)
                    .mapTo(byte[].class)
                    .findOne());
    if (bytes.isPresent()) {
      out.write(bytes.get());
    }
    return bytes.isPresent();
  }

  @PreDestroy
  synchronized void deleteCopies() {
    if (folder == null) {
      return;
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // The operating system clears its temporary folder.
      folder = null;
    }
  }
}
