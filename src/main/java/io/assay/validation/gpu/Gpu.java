package io.assay.validation.gpu;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * A context belongs to the thread that made it current, so one platform thread owns the GPU and jobs queue for it.
 *
 * What can go wrong, and what then happens to a job, which is always that the caller computes it on the CPU:
 *   no driver, no device, an old device, kernels that do not load, results unlike the CPU's: there is no Gpu;
 *   out of memory: the memory of the job is freed, the next job may fit; said once;
 *   anything else: the context may be poisoned, is given up for good, and so are the jobs in the queue; said once.
 */
/** The GPU of this process: its thread, its context, and whether it may still be used. */
final class Gpu {
  private static final int LEAST_MAJOR = 8;

  private final ExecutorService owner =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "gpu");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean saidFull = new AtomicBoolean();
  private final Consumer<String> log;
  private final Driver driver;
  private volatile boolean on;
  private volatile String card = "";

  private Gpu(Driver driver, Consumer<String> log) {
    this.driver = driver;
    this.log = log;
  }

  /** Opens the first device and holds it to the CPU; says in the log why there is none. */
  static Optional<Gpu> open(Supplier<Driver> driver, Consumer<String> log) {
    Gpu gpu = new Gpu(driver.get(), log);
    Boolean started = gpu.onOwner(gpu::start);
    return Boolean.TRUE.equals(started) ? Optional.of(gpu) : Optional.empty();
  }

  private boolean start() {
    on = true;
    try {
      Driver.Card found = driver.open();
      if (found.major() < LEAST_MAJOR) {
        throw new DriverException(
            DriverException.Kind.UNAVAILABLE,
            found.name()
                + " has compute capability "
                + found.major()
                + "."
                + found.minor()
                + ", the kernels need "
                + LEAST_MAJOR
                + ".0");
      }
      KernelModules modules = KernelModules.packed();
      modules.ptx().values().forEach(driver::load);
      Optional<String> disagreement = SelfTest.run(() -> new Device(driver));
      if (disagreement.isPresent()) {
        throw new DriverException(
            DriverException.Kind.UNAVAILABLE,
            found.name() + " disagrees with the CPU in " + disagreement.get());
      }
      card = found.name();
      log.accept("GPU on: " + card + ", kernels " + modules.sha256());
    } catch (RuntimeException | LinkageError e) {
      giveUp(e);
    }
    return on;
  }

  /** The name of the device. */
  String card() {
    return card;
  }

  /** Whether it has not been given up. */
  boolean isOn() {
    return on;
  }

  /** Lets go of the device once the job it runs is done; jobs that wait are their callers'. */
  void close() {
    onOwner(
        () -> {
          if (on) {
            letGo();
          }
          return on;
        });
  }

  /** Runs a job, or tells by nothing that the caller must. */
  <R> Optional<R> attempt(Job<R> job) {
    if (!on) {
      return Optional.empty();
    }
    return Optional.ofNullable(onOwner(() -> guarded(job)));
  }

  private <R> @Nullable R guarded(Job<R> job) {
    if (!on) {
      return null;
    }
    Device device = new Device(driver);
    try {
      R result = job.onDevice(device);
      device.release(0);
      return result;
    } catch (DriverException e) {
      if (e.kind() == DriverException.Kind.OUT_OF_MEMORY) {
        full(device, e);
      } else {
        giveUp(e);
      }
    } catch (OutOfMemoryError e) {
      full(
          device,
          new DriverException(DriverException.Kind.OUT_OF_MEMORY, "no room in Java's heap"));
    } catch (RuntimeException | LinkageError e) {
      giveUp(e);
    }
    return null;
  }

  private void full(Device device, DriverException reason) {
    try {
      device.release(0);
      if (!saidFull.getAndSet(true)) {
        log.accept("GPU full: " + reason.getMessage() + "; such jobs run on the CPU");
      }
    } catch (DriverException e) {
      giveUp(e);
    }
  }

  private void giveUp(Throwable reason) {
    log.accept("GPU off: " + words(reason));
    letGo();
  }

  private void letGo() {
    on = false;
    owner.shutdown();
    try {
      driver.close();
    } catch (RuntimeException | LinkageError e) {
      // A poisoned context refuses even this; the driver lets go of it with the process.
      on = false;
    }
  }

  private static String words(Throwable reason) {
    String message = String.valueOf(reason.getMessage());
    if (message.contains("libcuda.so.1")) {
      return "no CUDA driver (libcuda.so.1)";
    }
    String first = message.lines().findFirst().orElse("");
    return reason instanceof DriverException
        ? first
        : reason.getClass().getSimpleName() + ": " + first;
  }

  private <R> @Nullable R onOwner(Callable<@Nullable R> task) {
    Future<@Nullable R> future;
    try {
      future = owner.submit(task);
    } catch (RejectedExecutionException e) {
      return null;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // the device writes into the job's arrays until it is done
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job of the GPU broke off", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
