package io.assay.validation;

import io.assay.consensus.Refits;
import io.assay.dataset.DatasetState;
import io.assay.dataset.Datasets;
import io.assay.dataset.ItemsImported;
import io.assay.dataset.MediaAdded;
import io.assay.validation.DueQueue.Held;
import io.assay.validation.FeatureStore.Unencoded;
import io.assay.validation.features.EncodedFile;
import io.assay.validation.features.Encoder;
import io.assay.validation.onnx.EncoderException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/*
 * Files are encoded once a content and encoder, outside of any fit, in slices with a transaction each; what a
 * crash cuts off goes on where it stopped, and a fit takes what is there. Texts are not kept: counting their
 * words again is no slower than reading the counts.
 */
/** Encodes the files of datasets after they come in. */
@ApplicationScoped
class Encoding {
  private static final Logger LOG = Logger.getLogger(Encoding.class);
  private static final int SLICE_CONTENTS = 256;
  private static final long SLICE_BYTES = 32_000_000;
  private static final int SECONDS = 600;

  private final DueQueue queue;
  private final FeatureStore store;
  private final DatasetEncoders encoders;
  private final SuppliedEncoders supplied;
  private final Datasets datasets;
  private final Refits refits;

  Encoding(
      DueQueues queues,
      FeatureStore store,
      DatasetEncoders encoders,
      SuppliedEncoders supplied,
      Datasets datasets,
      Refits refits) {
    this.queue = queues.encoding();
    this.store = store;
    this.encoders = encoders;
    this.supplied = supplied;
    this.datasets = datasets;
    this.refits = refits;
  }

  void onItems(@Observes ItemsImported event) {
    queue.add(event.datasetId());
  }

  void onMedia(@Observes MediaAdded event) {
    queue.add(event.datasetId());
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void encodeDue() {
    Optional<Held> next = transaction(queue::take);
    while (next.isPresent()) {
      encode(next.get());
      next = transaction(queue::take);
    }
  }

  private void encode(Held held) {
    try {
      Optional<DatasetEncoder> encoder =
          transaction(() -> encoders.prepare(held.datasetId(), () -> queue.hold(held)));
      if (encoder.isPresent() && encoder.get().encoder() instanceof Encoder.OfFiles files) {
        encodeAll(held, encoder.get(), files);
      }
      transaction(() -> queue.done(held));
    } catch (RuntimeException e) {
      LOG.errorf(e, "Contents of dataset %s were not encoded", held.datasetId());
      transaction(() -> queue.fail(held));
    }
  }

  /** Encodes what was not; a supplied encoder that fails is put aside, and nothing is retried. */
  private void encodeAll(Held held, DatasetEncoder encoder, Encoder.OfFiles files) {
    SuppliedEncoder own = encoder.supplied();
    try {
      if (own != null && own.state() == SuppliedEncoder.State.CHECKING) {
        files.encode(List.of(Samples.of(own.kind())));
        transaction(() -> supplied.markReady(own.id()));
      }
      boolean more = false;
      Optional<String> after = Optional.of("");
      while (after.isPresent()) {
        String from = after.get();
        after = transaction(() -> encodeSlice(held, encoder.kind(), files, from));
        more |= after.isPresent();
      }
      if (more) {
        transaction(() -> askForFit(held.datasetId()));
      }
    } catch (EncoderException e) {
      if (own == null) {
        throw e;
      }
      transaction(() -> supplied.fail(own.id(), e.slug(), e.reason()));
    }
  }

  /** What was answered before has features now. */
  private void askForFit(UUID datasetId) {
    if (datasets.get(datasetId).state == DatasetState.OPEN) {
      refits.ask(datasetId);
    }
  }

  /** Encodes the next contents; returns the last of them, or nothing when there were none. */
  private Optional<String> encodeSlice(
      Held held, String kind, Encoder.OfFiles encoder, String after) {
    List<String> hashes = new ArrayList<>();
    long bytes = 0;
    for (Unencoded file :
        store.listUnencoded(held.datasetId(), kind, encoder.id(), after, SLICE_CONTENTS)) {
      bytes += file.size();
      if (bytes > SLICE_BYTES && !hashes.isEmpty()) {
        break;
      }
      hashes.add(file.sha256());
    }
    if (hashes.isEmpty()) {
      return Optional.empty();
    }
    Map<String, byte[]> files = store.readContents(held.datasetId(), kind, hashes);
    List<EncodedFile> encoded = encoder.encode(hashes.stream().map(files::get).toList());
    store.save(encoder.id(), hashes, encoded);
    queue.hold(held);
    return Optional.of(hashes.get(hashes.size() - 1));
  }

  private static <T> T transaction(Callable<T> work) {
    return QuarkusTransaction.requiringNew().timeout(SECONDS).call(work);
  }

  private static void transaction(Runnable work) {
    QuarkusTransaction.requiringNew().timeout(SECONDS).run(work);
  }
}
