package io.assay.payout;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.receipts.EpochBundle;
import io.assay.payout.receipts.FitMemory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Fits as the last epoch that paid for the dataset sealed them: where its given files are the same
 * and the software is, so is what followed.
 */
@ApplicationScoped
class SealedFits implements FitMemory {
  private static final Logger LOG = Logger.getLogger(SealedFits.class);

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final String software;

  SealedFits(
      Jdbi jdbi,
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version) {
    this.jdbi = jdbi;
    this.json = json;
    this.software = "assay " + version;
  }

  @Override
  public Optional<SortedMap<String, byte[]>> find(UUID dataset, SortedMap<String, byte[]> given) {
    return jdbi.withHandle(
        handle ->
            lastEpoch(handle, given.firstKey())
                .filter(epoch -> isSameSoftware(handle, epoch))
                .map(epoch -> files(handle, epoch, EpochBundle.folder(dataset)))
                .filter(files -> agree(files, given)));
  }

  private static boolean agree(SortedMap<String, byte[]> files, SortedMap<String, byte[]> given) {
    return given.entrySet().stream()
        .allMatch(file -> Arrays.equals(file.getValue(), files.get(file.getKey())));
  }

  private static Optional<Long> lastEpoch(Handle handle, String file) {
    return handle
        .createQuery(
            "SELECT epoch_number FROM epoch_file WHERE name = :name ORDER BY epoch_number DESC"
                + " LIMIT 1")
        .bind("name", file)
        .mapTo(Long.class)
        .findOne();
  }

  private boolean isSameSoftware(Handle handle, long epoch) {
    return handle
        .createQuery(
            "SELECT content FROM epoch_file WHERE epoch_number = :epoch AND name = 'epoch.json'")
        .bind("epoch", epoch)
        .map((row, context) -> row.getBytes(1))
        .findOne()
        .filter(
            content -> {
              try {
                return json.readTree(content).path("software").asText().equals(software);
              } catch (IOException e) {
                return false;
              }
            })
        .isPresent();
  }

  private static SortedMap<String, byte[]> files(Handle handle, long epoch, String folder) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    handle
        .createQuery(
            "SELECT name, content FROM epoch_file WHERE epoch_number = :epoch AND"
                + " starts_with(name, :folder)")
        .bind("epoch", epoch)
        .bind("folder", folder)
        .map((row, context) -> files.put(row.getString(1), row.getBytes(2)))
        .list();
    return files;
  }

  @Override
  public void fitted(UUID dataset) {
    LOG.infof("Dataset %s was fitted for its receipt", dataset);
  }
}
