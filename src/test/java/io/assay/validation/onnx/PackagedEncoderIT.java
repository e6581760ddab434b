package io.assay.validation.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.bootstrap.runner.SerializedApplication;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path of a worker, found as the packaged application's own class loader sees it. */
class PackagedEncoderIT {
  private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void workerOfThePackagedApplication_runs() throws Exception {
    String classPath = packagedClassPath();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      assertThat(Path.of(entry)).startsWith(APPLICATION).isRegularFile();
    }
    Path model = TinyOnnx.write(folder, TinyOnnx.matMul());
    OnnxModelFile file = OnnxModelFile.read(model, FakeWorkers.PATIENT);
    ByteBuffer batch = Frames.buffer(3 * Float.BYTES);
    batch.asFloatBuffer().put(new float[] {1, 1, 1});
    float[] features = new float[2];
    try (EncoderProcess process =
        EncoderProcess.start(
            model, file, FakeWorkers.PATIENT, classPath, EncoderWorker.class.getName())) {
      process.encode(batch, 1, features, 0);
    }
    assertThat(features).containsExactly(9, 12);
  }

  private static String packagedClassPath() throws Exception {
    Path data = APPLICATION.resolve("quarkus/quarkus-application.dat");
    try (InputStream in = Files.newInputStream(data)) {
      ClassLoader loader = SerializedApplication.read(in, APPLICATION).getRunnerClassLoader();
      Class<?> type = loader.loadClass(WorkerClassPath.class.getName());
      assertThat(type.getClassLoader()).isSameAs(loader);
      Method find = type.getDeclaredMethod("find");
      find.setAccessible(true);
      return (String) find.invoke(null);
    }
  }
}
