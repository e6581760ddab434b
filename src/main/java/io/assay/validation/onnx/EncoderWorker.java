package io.assay.validation.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs one encoder in a JVM of its own: rows come in on its standard input, features leave on its
 * standard output ({@link Frames}).
 *
 * <p>Rows run one at a time, on one thread, so that the features of an item depend on nothing but
 * the item, the file and the kind of processor: ONNX Runtime chooses its kernels by the
 * instructions a processor has, and two kinds may differ in the last bits.
 */
public final class EncoderWorker {
  private static final long PARENT_CHECK_MILLIS = 1000;

  private final Frames frames;
  private final Task task;

  /**
   * What a worker is started for.
   *
   * @param element float or int64
   * @param shape dimensions of one item, joined by x
   * @param output the place of the features among the outputs
   * @param parent the process it belongs to
   */
  record Task(Path model, String sha256, String element, String shape, int output, long parent) {
    static Task parse(String[] arguments) {
      return new Task(
          Path.of(arguments[0]),
          arguments[1],
          arguments[2],
          arguments[3],
          Integer.parseInt(arguments[4]),
          Long.parseLong(arguments[5]));
    }

    static Task of(Path model, OnnxModelFile file) {
      String element = file.input() instanceof EncoderInput.Text ? "int64" : "float";
      String shape =
          String.join("x", file.input().dimensions().stream().map(String::valueOf).toList());
      long parent = ProcessHandle.current().pid();
      return new Task(model.toAbsolutePath(), file.sha256(), element, shape, file.output(), parent);
    }

    List<String> arguments() {
      return List.of(
          model.toString(),
          sha256,
          element,
          shape,
          Integer.toString(output),
          Long.toString(parent));
    }

    boolean isText() {
      return element.equals("int64");
    }

    /** Dimensions of the input for one item. */
    long[] inputShape() {
      return Stream.concat(Stream.of("1"), Stream.of(shape.split("x", -1)))
          .mapToLong(Long::parseLong)
          .toArray();
    }

    int rowBytes() {
      long elements = 1;
      for (long size : inputShape()) {
        elements *= size;
      }
      return Math.toIntExact(elements * (isText() ? Long.BYTES : Float.BYTES));
    }
  }

  private EncoderWorker(Frames frames, Task task) {
    this.frames = frames;
    this.task = task;
  }

  public static void main(String[] arguments) throws IOException {
    Frames frames =
        new Frames(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    // Whatever prints must not print into the frames.
    System.setOut(System.err);
    Task task = Task.parse(arguments);
    endWithParent(task.parent());
    try {
      new EncoderWorker(frames, task).run();
    } catch (EOFException e) {
      // The server needs nothing more.
    } catch (OrtException | IllegalStateException e) {
      frames.writeReason(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      frames.writeReason("out of memory");
    }
    // Not exit: what the runtime does at the end is not worth waiting for.
    Runtime.getRuntime().halt(0);
  }

  /** A server that is killed cannot end its workers. */
  private static void endWithParent(long parent) {
    Thread watch =
        new Thread(
            () -> {
              while (ProcessHandle.of(parent).filter(ProcessHandle::isAlive).isPresent()) {
                try {
                  Thread.sleep(PARENT_CHECK_MILLIS);
                } catch (InterruptedException e) {
                  break;
                }
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void run() throws IOException, OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "encoder");
    environment.setTelemetry(false);
    try (OrtSession.SessionOptions options = options();
        OrtSession session = environment.createSession(load(), options)) {
      removeExtractedLibraries();
      String input = session.getInputNames().iterator().next();
      String output = new ArrayList<>(session.getOutputNames()).get(task.output());
      frames.writeMark(Frames.READY, 0);
      ByteBuffer row = Frames.buffer(task.rowBytes());
      while (true) {
        if (frames.readInt() != Frames.BATCH) {
          throw new IllegalStateException("the server sent no batch");
        }
        answer(environment, session, input, output, row, frames.readInt());
      }
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setDeterministicCompute(true);
    return options;
  }

  /** The file by content: the runtime is not told where it lies. */
  private MappedByteBuffer load() throws IOException {
    try (FileChannel file = FileChannel.open(task.model(), StandardOpenOption.READ)) {
      MappedByteBuffer model = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
      MessageDigest digest = MeasuredStream.sha256();
      digest.update(model.duplicate());
      if (!HexFormat.of().formatHex(digest.digest()).equals(task.sha256())) {
        throw new IllegalStateException("the file is not the one that was checked");
      }
      return model;
    }
  }

  /** Loaded libraries stay loaded; a worker that is killed leaves none of them on the disk. */
  private static void removeExtractedLibraries() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".so")).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** One batch: its rows are read and run one after the other, then answered together. */
  private void answer(
      OrtEnvironment environment,
      OrtSession session,
      String input,
      String output,
      ByteBuffer row,
      int count)
      throws IOException, OrtException {
    List<float[]> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      row.clear();
      frames.readFully(row);
      try (OnnxTensor tensor = tensor(environment, row);
          OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
        if (!(result.get(0).getValue() instanceof float[][] rows)) {
          throw new IllegalStateException("the output is not float [N, E]");
        }
        features.addAll(List.of(rows));
      }
    }
    write(features);
  }

  private OnnxTensor tensor(OrtEnvironment environment, ByteBuffer row) throws OrtException {
    return task.isText()
        ? OnnxTensor.createTensor(environment, row.asLongBuffer(), task.inputShape())
        : OnnxTensor.createTensor(environment, row.asFloatBuffer(), task.inputShape());
  }

  private void write(List<float[]> features) throws IOException {
    int columns = features.isEmpty() ? 0 : features.get(0).length;
    frames.writeMark(Frames.ROWS, features.size());
    frames.writeInt(columns);
    ByteBuffer values = Frames.buffer(columns * Float.BYTES);
    for (float[] row : features) {
      values.clear();
      for (float value : row) {
        values.putFloat(value);
      }
      frames.writeValues(values.flip());
    }
  }
}
