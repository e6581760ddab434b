package io.assay.validation.gpu;

/**
 * Some arithmetic that the CPU and a GPU do alike.
 *
 * @param <R> what comes out
 */
interface Job<R> {
  /** Whether there are kernels for it. */
  boolean hasKernels();

  R onCpu();

  R onDevice(Device device);

  /** Whether two results hold the same bits. */
  boolean same(R one, R other);
}
