package io.assay.validation.gpu;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The engine of this process: the GPU where there is one that agrees with the CPU. */
public final class Engines {
  private static final Logger LOG = Logger.getLogger(Engines.class);

  private static volatile String said = "";

  private Engines() {}

  /** Looks for a GPU at its first call, and says once in the log what it found. */
  public static Engine shared() {
    return Holder.ENGINE;
  }

  static Engine open(Supplier<Driver> driver, Consumer<String> log) {
    Optional<Gpu> gpu = Gpu.open(driver, log);
    return gpu.isPresent() ? new GpuEngine(gpu.get()) : new CpuTwinEngine();
  }

  /** What the log said last of the shared engine. */
  public static String lastSaid() {
    shared();
    return said;
  }

  private static void say(String line) {
    said = line;
    LOG.info(line);
  }

  /** Native libraries load once in a process, so the verdict is kept. */
  private static final class Holder {
    private static final Engine ENGINE = open(CudaDriver::new, Engines::say);
  }
}
