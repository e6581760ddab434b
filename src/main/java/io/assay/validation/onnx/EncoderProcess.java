package io.assay.validation.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The server's side of a worker: starts it, hands it batches, believes nothing it answers, and
 * kills it by force when it fails, takes too long or is done with. Not for use by several threads.
 */
final class EncoderProcess implements AutoCloseable {
  /** How long a process that closed its streams may take to be gone. */
  private static final int END_SECONDS = 10;

  private static final int MAX_LOG_BYTES = 500;

  /** A JVM of little memory; what the model needs lies outside of its heap. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx96m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MaxDirectMemorySize=64m",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:CompressedClassSpaceSize=32m",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=crash.log");

  private final Process process;
  private final Path folder;
  private final Frames frames;
  private final OnnxModelFile file;
  private final EncoderLimits limits;
  private final long jobEnd;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "encoder-clock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String timeOut = "";

  private EncoderProcess(
      Process process, Path folder, OnnxModelFile file, EncoderLimits limits, long jobEnd) {
    this.process = process;
    this.folder = folder;
    this.frames = new Frames(process.getInputStream(), process.getOutputStream());
    this.file = file;
    this.limits = limits;
    this.jobEnd = jobEnd;
  }

  /** Starts a worker and waits until it has loaded the model. */
  static EncoderProcess start(Path model, OnnxModelFile file, EncoderLimits limits) {
    return start(model, file, limits, WorkerClassPath.find(), EncoderWorker.class.getName());
  }

  static EncoderProcess start(
      Path model, OnnxModelFile file, EncoderLimits limits, String classPath, String mainClass) {
    long jobEnd = System.nanoTime() + limits.jobTime().toNanos();
    List<String> arguments = new ArrayList<>(List.of("-cp", classPath, mainClass));
    arguments.addAll(EncoderWorker.Task.of(model, file).arguments());
    EncoderProcess worker;
    try {
      Path folder = Files.createTempDirectory("assay-encoder-");
      Process process = launch(arguments, limits, folder);
      worker = new EncoderProcess(process, folder, file, limits, jobEnd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    worker.exchange("load", limits.startTime(), worker::awaitReady);
    return worker;
  }

  /** From JDK 24 on a JVM warns of native libraries that nobody allowed. */
  private static List<String> nativeAccess() {
    return Runtime.version().feature() >= 22
        ? List.of("--enable-native-access=ALL-UNNAMED")
        : List.of();
  }

  private static Process launch(List<String> arguments, EncoderLimits limits, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(nativeAccess());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(Confinement.confine(command, limits))
            .directory(folder.toFile())
            .redirectError(folder.resolve("worker.log").toFile());
    // The server's variables hold its secrets.
    builder.environment().clear();
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "2"));
    try {
      return builder.start();
    } catch (IOException e) {
      remove(folder);
      throw e;
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Features of some items.
   *
   * @param batch the items one after the other, to be read, in the machine's order of bytes
   * @param target takes rows of {@link OnnxModelFile#dimensions} values, from an offset on
   * @throws EncoderException where the worker fails; the process is gone then
   */
  void encode(ByteBuffer batch, int rows, float[] target, int offset) {
    exchange(
        "encode a batch",
        limits.batchTime(),
        () -> {
          frames.writeMark(Frames.BATCH, rows);
          frames.writeValues(batch);
          readRows(rows, target, offset);
        });
  }

  /** Some reading and writing that must end in time. */
  private interface Exchange {
    void run() throws IOException;
  }

  private void exchange(String purpose, Duration limit, Exchange exchange) {
    long left = Math.min(limit.toNanos(), jobEnd - System.nanoTime());
    String reason =
        left < limit.toNanos()
            ? "All batches together took more than " + seconds(limits.jobTime()) + "."
            : "It took more than " + seconds(limit) + " to " + purpose + ".";
    Future<?> alarm = clock.schedule(() -> expire(reason), Math.max(0, left), TimeUnit.NANOSECONDS);
    boolean isDone = false;
    try {
      exchange.run();
      isDone = true;
    } catch (IOException e) {
      throw ended();
    } finally {
      alarm.cancel(false);
      if (!isDone) {
        close();
      }
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  private void expire(String reason) {
    timeOut = reason;
    process.destroyForcibly();
  }

  private void awaitReady() throws IOException {
    int mark = frames.readInt();
    if (mark == Frames.FAULT) {
      throw fault();
    }
    if (mark != Frames.READY || frames.readInt() != 0) {
      throw wrongOutput("it is not what a worker says once it is ready");
    }
  }

  private void readRows(int rows, float[] target, int offset) throws IOException {
    int mark = frames.readInt();
    if (mark == Frames.FAULT) {
      throw fault();
    }
    if (mark != Frames.ROWS) {
      throw wrongOutput("it is not rows of numbers");
    }
    int answered = frames.readInt();
    int columns = frames.readInt();
    if (answered != rows || columns != file.dimensions()) {
      throw wrongOutput(
          "%d rows of %d features for %d items of %d features"
              .formatted(answered, columns, rows, file.dimensions()));
    }
    ByteBuffer row = Frames.buffer(columns * Float.BYTES);
    for (int i = 0; i < rows; i++) {
      row.clear();
      frames.readFully(row);
      for (int j = 0; j < columns; j++) {
        float value = row.getFloat();
        if (!Float.isFinite(value)) {
          throw wrongOutput("a feature is " + value);
        }
        target[offset + i * columns + j] = value;
      }
    }
  }

  private EncoderException fault() throws IOException {
    return new EncoderException("encoder-failed", "The encoder failed: " + frames.readReason());
  }

  private static EncoderException wrongOutput(String what) {
    return new EncoderException("encoder-output", "The encoder gave a wrong answer: " + what + ".");
  }

  /** Why there is nothing more to read or write. */
  private EncoderException ended() {
    if (!timeOut.isEmpty()) {
      return new EncoderException("encoder-timeout", timeOut);
    }
    String how = "did not answer";
    try {
      if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        how = "ended with code " + process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new EncoderException("encoder-died", "The encoder's process " + how + ". " + log());
  }

  private String log() {
    try (InputStream log = Files.newInputStream(folder.resolve("worker.log"))) {
      return new String(log.readNBytes(MAX_LOG_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Kills the process and waits until it is gone. */
  @Override
  public void close() {
    clock.shutdownNow();
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remove(folder);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Only a folder in the temporary one stays behind.
    }
  }
}
