package io.assay.validation.gpu;

/**
 * Memory of a GPU.
 *
 * @param id the driver's number of it; 0 for none
 * @param bytes its size
 */
record Memory(long id, long bytes) {
  /** What a kernel sees as a null pointer. */
  static final Memory NONE = new Memory(0, 0);
}
