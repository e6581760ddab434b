package io.assay.validation.gpu;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GPU as one job sees it: whatever the job allocates is freed at its end. */
final class Device {
  private static final long WORD = 4;

  private final Driver driver;
  private final List<Memory> held = new ArrayList<>();

  Device(Driver driver) {
    this.driver = driver;
  }

  /** Memory for so many floats or integers. */
  Memory words(long count) {
    return allocate(count * WORD);
  }

  private Memory allocate(long bytes) {
    Memory memory = driver.allocate(Math.max(WORD, bytes));
    held.add(memory);
    return memory;
  }

  Memory upload(float @Nullable [] from) {
    return from == null ? Memory.NONE : upload(from, 0, from.length);
  }

  Memory upload(float[] from, int start, int length) {
    Memory memory = words(length);
    if (length > 0) {
      driver.upload(memory, from, start, length);
    }
    return memory;
  }

  Memory upload(int @Nullable [] from) {
    return from == null ? Memory.NONE : upload(from, 0, from.length);
  }

  Memory upload(int[] from, int start, int length) {
    Memory memory = words(length);
    if (length > 0) {
      driver.upload(memory, from, start, length);
    }
    return memory;
  }

  Memory upload(long[] from) {
    Memory memory = words(2L * from.length);
    if (from.length > 0) {
      driver.upload(memory, from);
    }
    return memory;
  }

  /** Memory full of noughts for so many floats or integers. */
  Memory noughts(long count) {
    Memory memory = words(count);
    driver.clear(memory);
    return memory;
  }

  float[] floats(Memory memory, int count) {
    float[] to = new float[count];
    download(memory, to, 0, count);
    return to;
  }

  void download(Memory memory, float[] to, int start, int length) {
    if (length > 0) {
      driver.download(memory, to, start, length);
    }
  }

  int[] ints(Memory memory, int count) {
    int[] to = new int[count];
    if (count > 0) {
      driver.download(memory, to);
    }
    return to;
  }

  long firstLong(Memory memory) {
    long[] to = new long[1];
    driver.download(memory, to);
    return to[0];
  }

  void copy(Memory from, Memory to) {
    driver.copy(from, to);
  }

  void launch(Launch launch) {
    driver.launch(launch);
  }

  void synchronize() {
    driver.synchronize();
  }

  /** Frees what has been allocated since so much was held. */
  void release(int kept) {
    while (held.size() > kept) {
      driver.free(held.remove(held.size() - 1));
    }
  }

  /** How much is held. */
  int held() {
    return held.size();
  }
}
