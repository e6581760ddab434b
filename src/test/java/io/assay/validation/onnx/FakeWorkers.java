package io.assay.validation.onnx;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Main classes in the place of {@link EncoderWorker}, each at fault in a way of its own. */
final class FakeWorkers {
  static final EncoderLimits PATIENT =
      new EncoderLimits(
          200_000_000,
          20_000,
          4L << 30,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120));

  /** Of the batch that each of them gets; two numbers a row. */
  static final int ROWS = 100_000;

  private FakeWorkers() {}

  private static Frames frames() {
    return new Frames(
        new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
  }

  private static void readBatch(Frames frames) throws IOException {
    frames.readInt();
    frames.readFully(Frames.buffer(8 * frames.readInt()));
  }

  /** Says what it was not asked. */
  static final class Garbage {
    public static void main(String[] arguments) {
      System.out.print("Segmentation fault? No: a friendly greeting.");
      System.out.flush();
    }
  }

  /** Loads, then answers rows of another encoder. */
  static final class OtherColumns {
    public static void main(String[] arguments) throws IOException {
      Frames frames = frames();
      frames.writeMark(Frames.READY, 0);
      readBatch(frames);
      frames.writeMark(Frames.ROWS, ROWS);
      frames.writeInt(Integer.MAX_VALUE);
    }
  }

  /** Stops in the middle of its answer. */
  static final class HalfAnswer {
    public static void main(String[] arguments) throws IOException {
      Frames frames = frames();
      frames.writeMark(Frames.READY, 0);
      readBatch(frames);
      frames.writeMark(Frames.ROWS, ROWS);
      frames.writeInt(2);
      frames.writeValues(Frames.buffer(4));
    }
  }

  /** Dies at its first batch. */
  static final class Mortal {
    public static void main(String[] arguments) throws IOException {
      Frames frames = frames();
      frames.writeMark(Frames.READY, 0);
      frames.readInt();
      System.err.println("I am slain");
      Runtime.getRuntime().halt(42);
    }
  }

  /** Never reads. */
  static final class Deaf {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      frames().writeMark(Frames.READY, 0);
      Thread.sleep(600_000);
    }
  }

  /** Never says that it is ready. */
  static final class Silent {
    public static void main(String[] arguments) throws InterruptedException {
      Thread.sleep(600_000);
    }
  }

  /** Tells its variables. */
  static final class Tattler {
    public static void main(String[] arguments) throws IOException {
      frames().writeReason(System.getenv().toString());
    }
  }

  /** Calls a port of this machine, the last of the arguments' folder name. */
  static final class Caller {
    public static void main(String[] arguments) throws IOException {
      int port = Integer.parseInt(String.valueOf(Path.of(arguments[0]).getFileName()));
      String answer = "connected";
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        answer = "cut off";
      }
      frames().writeReason(answer);
    }
  }

  /** A server: starts the worker of a model, tells its process, and waits to be killed. */
  static final class Server {
    public static void main(String[] arguments) throws IOException {
      Path model = Path.of(arguments[0]);
      OnnxModelFile file =
          new OnnxModelFile(new EncoderInput.Numbers(2), 0, 2, 17, 1, arguments[1]);
      EncoderProcess process = EncoderProcess.start(model, file, PATIENT);
      System.out.println(process.pid());
      ByteBuffer batch = Frames.buffer(8);
      process.encode(batch, 1, new float[2], 0);
    }
  }
}
