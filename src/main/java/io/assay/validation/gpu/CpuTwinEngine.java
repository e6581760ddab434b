package io.assay.validation.gpu;

/** Runs the twins of the kernels on all cores of the CPU. */
public final class CpuTwinEngine extends Engine {
  @Override
  public String name() {
    return "cpu-twin";
  }

  @Override
  public boolean onGpu() {
    return false;
  }

  @Override
  <R> Stamped<R> compute(Job<R> job) {
    return new Stamped<>(job.onCpu(), new Stamp(name(), ptxHash()));
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
