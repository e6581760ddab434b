package io.assay.validation.gpu;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/*
 * The GPU compares all pairs. The CPU uses that two hashes which differ in at most d bits are equal in one of any d + 1 bands:
 * it sorts by each band and compares only what is equal there, taking a pair where the first such band is. Both find the same.
 */
/** The pairs of 64-bit hashes that differ in at most so many bits. */
final class HammingSearch implements Job<NearPairs> {
  private static final int MOST_BANDED = 7;
  private static final int BLOCK = 256;
  private static final int MOST_SPANS = 64;

  private final long[] hash;
  private final int distance;
  private final int room;

  HammingSearch(long[] hash, int distance, int room) {
    if (distance < 0 || distance > Long.SIZE || room < 0) {
      throw new IllegalArgumentException("a search needs a distance of 0 to 64 and room");
    }
    this.hash = hash;
    this.distance = distance;
    this.room = room;
  }

  @Override
  public boolean hasKernels() {
    return true;
  }

  @Override
  public NearPairs onCpu() {
    return distance <= MOST_BANDED ? byBands() : byAllPairs();
  }

  /** Compares all pairs, as the kernel does. */
  NearPairs byAllPairs() {
    AtomicLong found = new AtomicLong();
    int blocks = (hash.length + BLOCK - 1) / BLOCK;
    LongList all = new LongList();
    IntStream.range(0, blocks)
        .parallel()
        .mapToObj(
            block -> {
              LongList pairs = new LongList();
              int to = Math.min(hash.length, (block + 1) * BLOCK);
              PairsReference.hamming(block * BLOCK, to, hash, distance, room, found, pairs);
              return pairs;
            })
        .forEachOrdered(all::addAll);
    return result(found.get(), all.toArray());
  }

  private NearPairs byBands() {
    int bands = distance + 1;
    long[] mask = new long[bands];
    for (int bit = 0; bit < Long.SIZE; bit++) {
      mask[bit * bands / Long.SIZE] |= 1L << bit;
    }
    AtomicLong found = new AtomicLong();
    LongList all = new LongList();
    IntStream.range(0, bands)
        .parallel()
        .mapToObj(band -> inBand(mask, band, found))
        .forEachOrdered(all::addAll);
    return result(found.get(), all.toArray());
  }

  private LongList inBand(long[] mask, int band, AtomicLong found) {
    int shift = Long.numberOfTrailingZeros(mask[band]);
    int bits = Long.bitCount(mask[band]);
    long[] order = new long[hash.length];
    LongList pairs = new LongList();
    // The band above the place where both fit into one number; a band of all bits is sorted by its
    // fold.
    for (int i = 0; i < order.length; i++) {
      long key = (hash[i] & mask[band]) >>> shift;
      order[i] = (bits > Integer.SIZE ? key ^ key >>> Integer.SIZE : key) << Integer.SIZE | i;
    }
    Arrays.sort(order);
    int from = 0;
    for (int to = 1; to <= order.length; to++) {
      if (to == order.length || order[to] >>> Integer.SIZE != order[from] >>> Integer.SIZE) {
        compare(mask, band, Arrays.copyOfRange(order, from, to), found, pairs);
        from = to;
      }
    }
    return pairs;
  }

  private void compare(long[] mask, int band, long[] bucket, AtomicLong found, LongList pairs) {
    for (int a = 0; a < bucket.length; a++) {
      int i = (int) bucket[a];
      for (int b = a + 1; b < bucket.length; b++) {
        int j = (int) bucket[b];
        long differ = hash[i] ^ hash[j];
        if (Long.bitCount(differ) <= distance
            && firstEqual(mask, differ) == band
            && found.getAndIncrement() < room) {
          pairs.add(PairsReference.pair(i, j));
        }
      }
    }
  }

  private static int firstEqual(long[] mask, long differ) {
    int band = 0;
    while ((mask[band] & differ) != 0) {
      band++;
    }
    return band;
  }

  @Override
  public NearPairs onDevice(Device device) {
    int blocks = (hash.length + BLOCK - 1) / BLOCK;
    int spans = Math.max(1, Math.min(MOST_SPANS, blocks));
    int span = (blocks + spans - 1) / spans * BLOCK;
    Memory found = device.noughts(2);
    Memory first = device.words(room);
    Memory second = device.words(room);
    device.launch(
        Launch.blocks("hamming_pairs", blocks, spans)
            .with(hash.length)
            .with(distance)
            .with(span)
            .with(device.upload(hash))
            .with((long) room)
            .with(found)
            .with(first)
            .with(second));
    long count = device.firstLong(found);
    int kept = count <= room ? (int) count : 0;
    int[] rows = device.ints(first, kept);
    int[] columns = device.ints(second, kept);
    long[] pairs = new long[kept];
    Arrays.setAll(pairs, i -> PairsReference.pair(rows[i], columns[i]));
    return result(count, pairs);
  }

  private NearPairs result(long found, long[] pairs) {
    if (found > room) {
      return new NearPairs(found, new long[0]);
    }
    Arrays.sort(pairs);
    return new NearPairs(found, pairs);
  }

  @Override
  public boolean same(NearPairs one, NearPairs other) {
    return one.found() == other.found() && Arrays.equals(one.packed(), other.packed());
  }
}
