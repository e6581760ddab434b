package io.assay.validation.gpu;

import java.util.function.Consumer;

/** Engines over a driver that fails in one way, for tests of whoever uses an engine. */
public enum FakeGpu {
  GOOD,
  MISSING_DRIVER,
  BROKEN_DRIVER,
  OLD_DEVICE,
  REFUSED_KERNELS,
  DISAGREES,
  /** Works at the start and then has memory for nothing. */
  FULL,
  /** Works at the start and falls in the middle of the first job. */
  FAULT;

  private static final int LAUNCHES = 3;

  /** The engine the platform gets on such a machine. */
  public Engine open(Consumer<String> log) {
    FakeDriver driver = new FakeDriver();
    Engine engine = Engines.open(() -> prepare(driver), log);
    if (this == FULL) {
      driver.fullAfter(0, Integer.MAX_VALUE);
    } else if (this == FAULT) {
      driver.faultAfter(LAUNCHES);
    }
    return engine;
  }

  private Driver prepare(FakeDriver driver) {
    return switch (this) {
      case MISSING_DRIVER -> driver.withoutDriver();
      case BROKEN_DRIVER -> driver.faultAfter(0);
      case OLD_DEVICE -> driver.ofCapability(7);
      case REFUSED_KERNELS -> driver.refusingModules();
      case DISAGREES -> driver.wrongIn("head_forward_4");
      default -> driver;
    };
  }
}
