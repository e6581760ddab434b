package io.assay.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Calls that wait for a server, several at a time. */
final class Parallel {
  private static final int THREADS = 8;

  private Parallel() {}

  /** Does the action for every input; the first failure ends it. */
  static <T> void forEach(List<T> inputs, Consumer<T> action) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      inputs.forEach(input -> running.add(pool.submit(() -> action.accept(input))));
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(0, "interrupted");
    } finally {
      pool.shutdownNow();
    }
  }
}
