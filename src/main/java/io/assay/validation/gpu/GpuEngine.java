package io.assay.validation.gpu;

import java.util.Optional;

/**
 * Runs the kernels on a GPU, and their twins on the CPU where the GPU has failed, is out of memory
 * or has no kernel: the result is the same, its stamp says who computed it.
 */
public final class GpuEngine extends Engine {
  private final CpuTwinEngine twin = new CpuTwinEngine();
  private final Gpu gpu;

  GpuEngine(Gpu gpu) {
    this.gpu = gpu;
  }

  /** The name of the twin once the GPU has been given up. */
  @Override
  public String name() {
    return gpu.isOn() ? card() : twin.name();
  }

  @Override
  public boolean onGpu() {
    return gpu.isOn();
  }

  private String card() {
    return "gpu " + gpu.card();
  }

  @Override
  <R> Stamped<R> compute(Job<R> job) {
    if (job.hasKernels()) {
      Optional<R> result = gpu.attempt(job);
      if (result.isPresent()) {
        return new Stamped<>(result.get(), new Stamp(card(), ptxHash()));
      }
      countFallback();
    }
    return twin.compute(job);
  }

  @Override
  public void close() {
    gpu.close();
  }
}
