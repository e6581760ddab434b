package io.assay.validation.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and workers that do harm, each ended with a reason and nothing left of it. */
class EncoderProcessTest {
  @TempDir Path folder;

  private Set<Long> childrenBefore;
  private Set<String> foldersBefore;

  @BeforeEach
  void look() throws IOException {
    childrenBefore = children();
    foldersBefore = workerFolders();
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(children()).isEqualTo(childrenBefore);
    assertThat(workerFolders()).isEqualTo(foldersBefore);
  }

  @Test
  void matrix_isMultiplied() throws IOException {
    Path model = TinyOnnx.write(folder, TinyOnnx.matMul());
    OnnxModelFile file = OnnxModelFile.read(model, FakeWorkers.PATIENT);
    float[] features = new float[5];
    try (EncoderProcess process = EncoderProcess.start(model, file, FakeWorkers.PATIENT)) {
      process.encode(batch(1, 0, 0, 1, 1, 1), 2, features, 1);
      assertThat(features).containsExactly(0, 1, 2, 9, 12);
      process.encode(batch(0, 0, -1), 1, features, 0);
      assertThat(features).containsExactly(-5, -6, 2, 9, 12);
    }
  }

  @Test
  void notANumber_isRefused() throws IOException {
    EncoderException failure = run(TinyOnnx.elementwise("Log", 2), batch(1, -1));
    assertThat(failure.slug()).isEqualTo("encoder-output");
    assertThat(failure).hasMessageContaining("NaN");
    failure = run(TinyOnnx.elementwise("Log", 2), batch(1, 0));
    assertThat(failure).hasMessageContaining("Infinity");
  }

  @Test
  void endlessLoop_isKilledAfterItsTime() throws IOException {
    EncoderException failure =
        run(TinyOnnx.endlessLoop(), batch(1, 1), limits(60_000, 1500, 60_000));
    assertThat(failure.slug()).isEqualTo("encoder-timeout");
    assertThat(failure).hasMessage("It took more than 1.5 s to encode a batch.");
  }

  @Test
  void allBatchesTogether_haveALimit() throws IOException {
    EncoderException failure =
        run(TinyOnnx.endlessLoop(), batch(1, 1), limits(60_000, 60_000, 6000));
    assertThat(failure.slug()).isEqualTo("encoder-timeout");
    assertThat(failure).hasMessage("All batches together took more than 6.0 s.");
  }

  @Test
  void memory_isBounded() throws IOException {
    EncoderException failure = run(TinyOnnx.greedy(), batch(1, 1));
    assertThat(failure.slug()).isIn("encoder-failed", "encoder-died");
  }

  @Test
  void moreRowsThanItems_areRefused() throws IOException {
    byte[] model =
        TinyOnnx.model(
            TinyOnnx.node("Reshape", "x,shape", "y"),
            TinyOnnx.text(2, "g"),
            TinyOnnx.wholeWeights("shape", -1, 1),
            TinyOnnx.input("x", TinyOnnx.FLOAT, -1, 2),
            TinyOnnx.output("y", TinyOnnx.FLOAT, -1, -1));
    EncoderException failure = run(model, batch(1, 1));
    assertThat(failure.slug()).isEqualTo("encoder-output");
    assertThat(failure).hasMessageContaining("2 rows of 1 features for 1 items of 2 features");
  }

  @Test
  void modelOfAnotherShape_isRefused() throws IOException {
    EncoderException failure = run(TinyOnnx.matMul(), batch(1, 1));
    assertThat(failure.slug()).isEqualTo("encoder-failed");
    assertThat(failure).hasMessageContaining("dimension");
  }

  @Test
  void modelThatTheRuntimeCannotLoad_isRefused() throws IOException {
    EncoderException failure = run(TinyOnnx.elementwise("NoSuchOperator", 2), batch(1, 1));
    assertThat(failure.slug()).isEqualTo("encoder-failed");
    assertThat(failure).hasMessageContaining("NoSuchOperator");
  }

  @Test
  void fileThatChangedSinceTheCheck_isRefused() throws IOException {
    Path model = TinyOnnx.write(folder, TinyOnnx.matMul());
    OnnxModelFile file = OnnxModelFile.read(model, FakeWorkers.PATIENT);
    TinyOnnx.write(folder, TinyOnnx.elementwise("Exp", 3));
    EncoderException failure =
        catchThrowableOfType(
            EncoderException.class, () -> EncoderProcess.start(model, file, FakeWorkers.PATIENT));
    assertThat(failure).hasMessageContaining("not the one that was checked");
  }

  @Test
  void workerThatDies_isReportedWithItsLastWords() {
    EncoderException failure = fake(FakeWorkers.Mortal.class, FakeWorkers.PATIENT);
    assertThat(failure.slug()).isEqualTo("encoder-died");
    assertThat(failure).hasMessageContaining("code 42").hasMessageContaining("I am slain");
  }

  @Test
  void garbage_isRefused() {
    assertThat(fake(FakeWorkers.Garbage.class, FakeWorkers.PATIENT).slug())
        .isEqualTo("encoder-output");
    assertThat(fake(FakeWorkers.OtherColumns.class, FakeWorkers.PATIENT).slug())
        .isEqualTo("encoder-output");
    assertThat(fake(FakeWorkers.HalfAnswer.class, FakeWorkers.PATIENT).slug())
        .isEqualTo("encoder-died");
  }

  @Test
  void workerThatNeitherReadsNorAnswers_isKilled() {
    assertThat(fake(FakeWorkers.Silent.class, limits(2000, 60_000, 60_000)))
        .hasMessage("It took more than 2.0 s to load.");
    assertThat(fake(FakeWorkers.Deaf.class, limits(60_000, 500, 60_000)))
        .hasMessage("It took more than 0.5 s to encode a batch.");
  }

  @Test
  void variablesOfTheServer_areNotInherited() {
    EncoderException failure = fake(FakeWorkers.Tattler.class, FakeWorkers.PATIENT);
    assertThat(failure).hasMessageContaining("LC_ALL=C.UTF-8");
    assertThat(failure.getMessage()).doesNotContain("PATH=", "HOME=", "USER=");
  }

  @Test
  void network_isCutOffWhereTheSystemCan() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path port = folder.resolve(Integer.toString(server.getLocalPort()));
      EncoderException failure = fake(FakeWorkers.Caller.class, port, FakeWorkers.PATIENT);
      assertThat(failure)
          .hasMessageContaining(Confinement.cutsOffNetwork() ? "cut off" : "connected");
    }
  }

  @Test
  void serverThatIsKilled_takesItsWorkerAlong() throws Exception {
    Path model = TinyOnnx.write(folder, TinyOnnx.endlessLoop());
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                FakeWorkers.Server.class.getName(),
                model.toString(),
                sha256(TinyOnnx.endlessLoop()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long worker;
    try (BufferedReader out = server.inputReader()) {
      worker = Long.parseLong(out.readLine());
      assertThat(ProcessHandle.of(worker)).isPresent();
      server.destroyForcibly().waitFor();
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (isAlive(worker) && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(isAlive(worker)).isFalse();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Runs a model past the check, as what takes and gives 2 numbers. */
  private EncoderException run(byte[] model, ByteBuffer batch, EncoderLimits limits)
      throws IOException {
    Path path = TinyOnnx.write(folder, model);
    OnnxModelFile file = new OnnxModelFile(new EncoderInput.Numbers(2), 0, 2, 17, 1, sha256(model));
    return catchThrowableOfType(
        EncoderException.class,
        () -> {
          try (EncoderProcess process = EncoderProcess.start(path, file, limits)) {
            process.encode(batch, 1, new float[2], 0);
          }
        });
  }

  private EncoderException run(byte[] model, ByteBuffer batch) throws IOException {
    return run(model, batch, FakeWorkers.PATIENT);
  }

  private EncoderException fake(Class<?> worker, EncoderLimits limits) {
    return fake(worker, folder.resolve("none.onnx"), limits);
  }

  private static EncoderException fake(Class<?> worker, Path model, EncoderLimits limits) {
    OnnxModelFile file = new OnnxModelFile(new EncoderInput.Numbers(2), 0, 2, 17, 1, "");
    int rows = FakeWorkers.ROWS;
    return catchThrowableOfType(
        EncoderException.class,
        () -> {
          try (EncoderProcess process =
              EncoderProcess.start(model, file, limits, classPath(), worker.getName())) {
            process.encode(Frames.buffer(8 * rows), rows, new float[2 * rows], 0);
          }
        });
  }

  private static String classPath() throws URISyntaxException {
    Path tests =
        Path.of(FakeWorkers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return tests + File.pathSeparator + WorkerClassPath.find();
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(MeasuredStream.sha256().digest(bytes));
  }

  private static ByteBuffer batch(float... values) {
    ByteBuffer batch = Frames.buffer(Float.BYTES * values.length);
    batch.asFloatBuffer().put(values);
    return batch;
  }

  private static EncoderLimits limits(long start, long batch, long job) {
    EncoderLimits patient = FakeWorkers.PATIENT;
    return new EncoderLimits(
        patient.fileBytes(),
        patient.nodes(),
        patient.addressSpaceBytes(),
        Duration.ofMillis(start),
        Duration.ofMillis(batch),
        Duration.ofMillis(job));
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> workerFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(Path::toString)
          .filter(name -> name.contains("assay-encoder-"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
