package io.assay.validation.gpu;

import java.util.ArrayList;
import java.util.List;

/** One start of a kernel: its name, how many threads, and its arguments in order. */
final class Launch {
  private static final int THREADS = 256;
  private static final int WARP = 32;

  private final String kernel;
  private final int gridX;
  private final int gridY;
  private final int threads;
  private final List<Object> arguments = new ArrayList<>();

  private Launch(String kernel, long gridX, int gridY, int threads) {
    this.kernel = kernel;
    this.gridX = Math.toIntExact(Math.max(1, gridX));
    this.gridY = Math.max(1, gridY);
    this.threads = threads;
  }

  /** A thread for each of so many. */
  static Launch threads(String kernel, long count) {
    return new Launch(kernel, (count + THREADS - 1) / THREADS, 1, THREADS);
  }

  /** A warp for each of so many. */
  static Launch warps(String kernel, long count) {
    return threads(kernel, count * WARP);
  }

  /** Blocks of 256 threads. */
  static Launch blocks(String kernel, int gridX, int gridY) {
    return new Launch(kernel, gridX, gridY, THREADS);
  }

  /** A single warp. */
  static Launch single(String kernel) {
    return new Launch(kernel, 1, 1, WARP);
  }

  Launch with(int argument) {
    arguments.add(argument);
    return this;
  }

  Launch with(long argument) {
    arguments.add(argument);
    return this;
  }

  Launch with(float argument) {
    arguments.add(argument);
    return this;
  }

  Launch with(Memory argument) {
    arguments.add(argument);
    return this;
  }

  String kernel() {
    return kernel;
  }

  int gridX() {
    return gridX;
  }

  int gridY() {
    return gridY;
  }

  int threads() {
    return threads;
  }

  /** Integers, longs, floats and {@link Memory}. */
  List<Object> arguments() {
    return arguments;
  }
}
