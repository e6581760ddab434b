package io.assay.validation;

import io.assay.dataset.ItemsImported;
import io.assay.dataset.MediaAdded;
import io.assay.validation.DueQueue.Held;
import io.assay.validation.LikenessStore.Hashed;
import io.assay.validation.LikenessStore.Kind;
import io.assay.validation.LikenessStore.Read;
import io.assay.validation.LikenessStore.Unread;
import io.assay.validation.features.ImageStatistics;
import io.assay.validation.features.SimilarityHash;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.features.UnreadableContentException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/*
 * Hashes are made once an item, in batches with a transaction each, so what a crash cuts off goes on where
 * it stopped. Groups are made anew from all hashes of the dataset, which is cheap beside reading contents,
 * and only what changed is written. The mark goes in the transaction of the last step, unless its time is
 * another by then: more came in, and is read next.
 */
/** Finds near-duplicates among the items of a dataset after each import. */
@ApplicationScoped
class ItemLikeness {
  private static final Logger LOG = Logger.getLogger(ItemLikeness.class);
  private static final int TEXTS = 5_000;
  private static final int IMAGES = 64;
  private static final long IMAGE_BYTES = 32_000_000;
  private static final int SECONDS = 600;

  private final DueQueue queue;
  private final NearGroups groups;
  private final LikenessStore store;
  private final ImageStatistics images = new ImageStatistics();

  ItemLikeness(DueQueues queues, LikenessStore store, ValidationEngine engine) {
    this.groups = new NearGroups(engine.engine());
    this.queue = queues.likeness();
    this.store = store;
  }

  void onItems(@Observes ItemsImported event) {
    queue.add(event.datasetId());
  }

  void onMedia(@Observes MediaAdded event) {
    queue.add(event.datasetId());
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void measureDue() {
    Optional<Held> next = transaction(queue::take);
    while (next.isPresent()) {
      measure(next.get());
      next = transaction(queue::take);
    }
  }

  private void measure(Held held) {
    try {
      readAll(held, () -> readTexts(held.datasetId()));
      readAll(held, () -> readImages(held.datasetId()));
      transaction(() -> group(held));
    } catch (RuntimeException e) {
      LOG.errorf(e, "Near-duplicates of dataset %s were not found", held.datasetId());
      QuarkusTransaction.requiringNew().run(() -> queue.fail(held));
    }
  }

  private static <T> T transaction(Callable<T> work) {
    return QuarkusTransaction.requiringNew().timeout(SECONDS).call(work);
  }

  private void readAll(Held held, Callable<Boolean> batch) {
    while (transaction(batch)) {
      QuarkusTransaction.requiringNew().run(() -> queue.hold(held));
    }
  }

  private boolean readTexts(UUID dataset) {
    List<Unread<String>> unread = store.listTexts(dataset, TEXTS);
    SparseMatrix features = TextEncoder.encode(unread.stream().map(Unread::content).toList());
    List<Read> read = new ArrayList<>();
    for (int i = 0; i < unread.size(); i++) {
      byte[] bytes = unread.get(i).content().getBytes(StandardCharsets.UTF_8);
      // Without a word there is nothing to be like.
      boolean empty = features.start()[i] == features.start()[i + 1];
      Long hash = empty ? null : SimilarityHash.of(features, i);
      String problem = empty ? "no-words" : null;
      read.add(new Read(unread.get(i).itemId(), hash, problem, sha256(bytes)));
    }
    store.save(dataset, Kind.TEXT, read);
    return !unread.isEmpty();
  }

  private boolean readImages(UUID dataset) {
    List<Unread<byte[]>> unread = store.listImages(dataset, IMAGES, IMAGE_BYTES);
    store.save(dataset, Kind.IMAGE, unread.stream().map(this::read).toList());
    return !unread.isEmpty();
  }

  private Read read(Unread<byte[]> image) {
    String sha256 = sha256(image.content());
    try {
      return new Read(image.itemId(), images.read(image.content()).hash(), null, sha256);
    } catch (UnreadableContentException e) {
      return new Read(image.itemId(), null, e.slug(), sha256);
    }
  }

  private boolean group(Held held) {
    for (Kind kind : Kind.values()) {
      List<Hashed> hashed = store.listHashes(held.datasetId(), kind);
      store.regroup(kind, changed(hashed, groups));
    }
    queue.done(held);
    return true;
  }

  /** The group of each item that has another one now: one of its members, or null alone. */
  static Map<UUID, @Nullable UUID> changed(List<Hashed> hashed, NearGroups near) {
    int[] groups = near.of(hashed.stream().mapToLong(Hashed::hash).toArray());
    int[] sizes = new int[groups.length];
    for (int group : groups) {
      sizes[group]++;
    }
    Map<UUID, @Nullable UUID> changed = new LinkedHashMap<>();
    for (int i = 0; i < groups.length; i++) {
      UUID group = sizes[groups[i]] == 1 ? null : hashed.get(groups[i]).itemId();
      if (!Objects.equals(group, hashed.get(i).group())) {
        changed.put(hashed.get(i).itemId(), group);
      }
    }
    return changed;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
