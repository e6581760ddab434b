package io.assay.payout;

import io.assay.payout.receipts.Bundle;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The stored receipt bundles of epochs, file by file. */
@ApplicationScoped
class EpochFiles {
  private final Jdbi jdbi;

  EpochFiles(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps a bundle and what the chain will be told of it, in the present transaction. */
  void save(Handle handle, long epoch, Bundle bundle, String dataHash) {
    for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
      handle
          .createUpdate(
              "INSERT INTO epoch_file (epoch_number, name, content) VALUES (:epoch, :name, :content)")
          .bind("epoch", epoch)
          .bind("name", file.getKey())
          .bind("content", file.getValue())
          .execute();
    }
    handle
        .createUpdate("UPDATE epoch SET data_hash = :hash WHERE number = :epoch")
        .bind("hash", dataHash)
        .bind("epoch", epoch)
        .execute();
  }

  /** The names of the files of an epoch, in order; none where it has no bundle. */
  List<String> listNames(long epoch) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT name FROM epoch_file WHERE epoch_number = :epoch ORDER BY name COLLATE \"C\"")
                .bind("epoch", epoch)
                .mapTo(String.class)
                .list());
  }

  Optional<byte[]> find(long epoch, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT content FROM epoch_file WHERE epoch_number = :epoch AND name = :name")
                .bind("epoch", epoch)
                .bind("name", name)
                .map((row, context) -> row.getBytes(1))
                .findOne());
  }
}
