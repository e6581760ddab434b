package io.assay.payout.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An epoch sealed from memory is, byte for byte, the one that is fitted again. */
class FitMemoryTest {
  /** Remembers the last bundle, and counts fits. */
  private static final class LastBundle implements FitMemory {
    private Bundle last = new Bundle(new TreeMap<>());
    private final List<UUID> fits = new ArrayList<>();

    @Override
    public Optional<SortedMap<String, byte[]>> find(UUID dataset, SortedMap<String, byte[]> given) {
      boolean same =
          given.entrySet().stream()
              .allMatch(one -> Arrays.equals(one.getValue(), last.files().get(one.getKey())));
      return same ? Optional.of(last.files()) : Optional.empty();
    }

    @Override
    public void fitted(UUID dataset) {
      fits.add(dataset);
    }
  }

  private final LastBundle memory = new LastBundle();

  private List<UUID> seal(DatasetRecord... datasets) {
    memory.fits.clear();
    EpochRecord epoch = RecordedEpochs.epoch(List.of(datasets));
    EpochBundle sealed = EpochBundle.of(epoch, memory);
    EpochBundle again = EpochBundle.of(epoch);
    assertThat(sealed.dataHash()).isEqualTo(again.dataHash());
    assertThat(sealed.bundle().files().keySet()).isEqualTo(again.bundle().files().keySet());
    again
        .bundle()
        .files()
        .forEach(
            (name, content) ->
                assertThat(sealed.bundle().files().get(name)).as(name).isEqualTo(content));
    BundleVerifier.verify(sealed.bundle());
    memory.last = sealed.bundle();
    return List.copyOf(memory.fits);
  }

  private static DatasetRecord with(DatasetRecord from, int fitted, Map<String, String> gold) {
    return with(from, fitted, gold, from.ignored());
  }

  private static DatasetRecord with(
      DatasetRecord from, int fitted, Map<String, String> gold, Set<String> ignored) {
    return new DatasetRecord(
        from.id(),
        from.price(),
        from.schema(),
        from.method(),
        from.model(),
        from.answers(),
        fitted,
        gold,
        from.prior(),
        ignored,
        from.groups(),
        from.pairs(),
        from.indexes(),
        from.bonus());
  }

  @Test
  void onlyWhatChangedIsFitted() {
    SplittableRandom random = new SplittableRandom(4);
    DatasetRecord one = RecordedEpochs.classes("one", random);
    DatasetRecord two = RecordedEpochs.classes("two", random);
    assertThat(seal(one, two)).containsExactlyInAnyOrder(one.id(), two.id());
    assertThat(seal(one, two)).isEmpty();
    DatasetRecord later = with(one, one.fitted() + 1, one.gold());
    assertThat(seal(later, two)).containsExactly(one.id());
    assertThat(seal(later, two)).isEmpty();
    DatasetRecord known = with(later, later.fitted(), Map.of("item-3", "ant"));
    assertThat(seal(known, two)).containsExactly(one.id());
    DatasetRecord banned = with(two, two.fitted(), two.gold(), Set.of());
    assertThat(seal(known, banned)).containsExactly(two.id());
    assertThat(seal(known)).isEmpty();
  }
}
