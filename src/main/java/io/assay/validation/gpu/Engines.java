package io.assay.validation.gpu;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes engines. */
public final class Engines {
  private Engines() {}

  /**
   * The GPU of this machine where there is one that agrees with the CPU, else the CPU.
   *
   * @param log gets one line about what was found, and later one for what goes wrong
   */
  public static Engine open(Consumer<String> log) {
    return open(CudaDriver::new, log);
  }

  /** The CPU, whatever there is. */
  public static Engine cpu() {
    return new CpuTwinEngine();
  }

  static Engine open(Supplier<Driver> driver, Consumer<String> log) {
    Optional<Gpu> gpu = Gpu.open(driver, log);
    return gpu.isPresent() ? new GpuEngine(gpu.get()) : new CpuTwinEngine();
  }
}
