package io.assay.payout.receipts;

import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What fits of datasets came to before, for who seals epochs; nobody verifies from memory. A fit is
 * a function of the files it reads, so the same files have the same result, byte for byte.
 */
public interface FitMemory {
  /**
   * The files that followed from these; nothing where it is not known.
   *
   * @param given all that the fit reads, by name within the bundle
   */
  Optional<SortedMap<String, byte[]>> find(UUID dataset, SortedMap<String, byte[]> given);

  /** A dataset had to be fitted. */
  void fitted(UUID dataset);

  /** Remembers nothing. */
  static FitMemory none() {
    return new FitMemory() {
      @Override
      public Optional<SortedMap<String, byte[]>> find(
          UUID dataset, SortedMap<String, byte[]> given) {
        return Optional.empty();
      }

      @Override
      public void fitted(UUID dataset) {}
    };
  }
}
