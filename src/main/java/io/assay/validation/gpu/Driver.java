package io.assay.validation.gpu;

/**
 * The little a GPU must do here. All calls come from one thread.
 *
 * <p>Calls throw {@link DriverException}; {@link #open} also a {@link LinkageError} where the
 * driver's library is missing. Launches are asynchronous: their faults may show in a later call.
 */
interface Driver extends AutoCloseable {
  /**
   * A device.
   *
   * @param major major version of its compute capability
   * @param bytes size of its memory
   */
  record Card(String name, int major, int minor, long bytes) {}

  /** Makes the first device current. */
  Card open();

  /** Makes the kernels of a PTX module known. */
  void load(String ptx);

  Memory allocate(long bytes);

  void free(Memory memory);

  /** Copies some of an array to the start of a memory. */
  void upload(Memory memory, float[] from, int start, int length);

  /** Copies some of an array to the start of a memory. */
  void upload(Memory memory, int[] from, int start, int length);

  /** Copies an array to a memory. */
  void upload(Memory memory, long[] from);

  /** Copies the start of a memory into some of an array. */
  void download(Memory memory, float[] to, int start, int length);

  /** Copies the start of a memory into an array. */
  void download(Memory memory, int[] to);

  /** Copies the start of a memory into an array. */
  void download(Memory memory, long[] to);

  /** Fills a memory with noughts. */
  void clear(Memory memory);

  /** Copies a memory into one of the same size. */
  void copy(Memory from, Memory to);

  void launch(Launch launch);

  /** Waits until all launches are done. */
  void synchronize();

  @Override
  void close();
}
