package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.SparseMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a GPU does, a job's result is the CPU's, and the log says once why. */
class GpuTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Engine open(FakeDriver driver) {
    return Engines.open(() -> driver, log::add);
  }

  /** Runs every job and holds it to the CPU's result; returns who computed them. */
  private static List<String> runAll(Engine engine) {
    List<String> engines = new ArrayList<>();
    for (Map.Entry<String, Job<?>> job : SelfTest.jobs().entrySet()) {
      engines.add(run(engine, job.getKey(), job.getValue()));
    }
    return engines;
  }

  private static <R> String run(Engine engine, String name, Job<R> job) {
    Stamped<R> result = engine.run(job);
    assertThat(job.same(job.onCpu(), result.result())).as(name).isTrue();
    assertThat(result.stamp().ptxHash()).isEqualTo(KernelModules.packed().sha256());
    return result.stamp().engine();
  }

  @Test
  void goodDevice_runsEveryKernel() {
    FakeDriver driver = new FakeDriver();
    Engine engine = open(driver);
    assertThat(runAll(engine)).containsOnly("gpu Fake");
    assertThat(driver.live()).as("memories not freed").isZero();
    assertThat(driver.threads()).containsExactly("gpu");
    assertThat(log).containsExactly("GPU on: Fake, kernels " + KernelModules.packed().sha256());
  }

  @Test
  void noDriver_isTheCpu() {
    Engine engine = open(new FakeDriver().withoutDriver());
    assertThat(runAll(engine)).containsOnly("cpu-twin");
    assertThat(log).containsExactly("GPU off: no CUDA driver (libcuda.so.1)");
  }

  @Test
  void driverOfThisMachine_opensOrSaysWhyNot() {
    Engine engine = Engines.open(CudaDriver::new, log::add);
    assertThat(runAll(engine)).hasSize(SelfTest.jobs().size());
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).startsWith("GPU o").hasSizeLessThan(300).doesNotContain("\n");
  }

  @Test
  void oldDevice_isTheCpu() {
    FakeDriver driver = new FakeDriver().ofCapability(7);
    assertThat(runAll(open(driver))).containsOnly("cpu-twin");
    assertThat(log)
        .containsExactly("GPU off: Fake has compute capability 7.0, the kernels need 8.0");
    assertThat(driver.closed()).isTrue();
  }

  @Test
  void refusedModule_isTheCpu() {
    assertThat(runAll(open(new FakeDriver().refusingModules()))).containsOnly("cpu-twin");
    assertThat(log).containsExactly("GPU off: CUDA_ERROR_UNSUPPORTED_PTX_VERSION");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add_chunks_2", "add_chunks_8", "head_forward_4", "head_forward_32", "head_gradient",
        "adam_step", "expectation_16", "confusions_4", "shares_2", "hamming_pairs",
        "agreement_pairs_3"
      })
  void deviceThatDisagrees_isRefused(String kernel) {
    FakeDriver driver = new FakeDriver().wrongIn(kernel);
    assertThat(run(open(driver), "head", SelfTest.jobs().get("head of 2"))).isEqualTo("cpu-twin");
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).startsWith("GPU off: Fake disagrees with the CPU in ");
    assertThat(driver.closed()).isTrue();
  }

  @Test
  void selfTest_runsEveryKernelThereIs() {
    FakeDriver driver = new FakeDriver();
    open(driver);
    List<String> missed = new ArrayList<>();
    for (String ptx : KernelModules.packed().ptx().values()) {
      for (String kernel : FakeKernels.parameters(ptx).keySet()) {
        Engines.open(
            () -> new FakeDriver().wrongIn(kernel),
            line -> {
              if (line.startsWith("GPU on")) {
                missed.add(kernel);
              }
            });
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void outOfMemory_runsThatJobOnTheCpu_andTheNextOnTheGpu() {
    Job<?> em = SelfTest.jobs().get("EM of 3");
    for (int allocations = 0; allocations < 8; allocations++) {
      log.clear();
      FakeDriver driver = new FakeDriver();
      Engine engine = open(driver);
      driver.fullAfter(allocations, 1);
      assertThat(run(engine, "full", em)).isEqualTo("cpu-twin");
      assertThat(driver.live()).isZero();
      assertThat(run(engine, "again", em)).isEqualTo("gpu Fake");
      driver.fullAfter(0, 1);
      assertThat(run(engine, "full again", em)).isEqualTo("cpu-twin");
      assertThat(log).hasSize(2);
      assertThat(log.get(1))
          .isEqualTo("GPU full: CUDA_ERROR_OUT_OF_MEMORY; such jobs run on the CPU");
    }
  }

  @Test
  void scoringOutOfMemory_takesFewerRowsAtATime() {
    Job<?> scoring = SelfTest.jobs().get("head of 5");
    FakeDriver driver = new FakeDriver();
    Engine engine = open(driver);
    int before = driver.launches();
    driver.fullAfter(2, 3);
    assertThat(run(engine, "in parts", scoring)).isEqualTo("gpu Fake");
    assertThat(driver.launches() - before).isGreaterThan(4);
    assertThat(driver.live()).isZero();
    assertThat(log).hasSize(1);
  }

  @Test
  void fault_givesTheDeviceUp_andLosesNothing() {
    for (int launches = 0; launches < 12; launches++) {
      log.clear();
      FakeDriver driver = new FakeDriver();
      Engine engine = open(driver);
      driver.faultAfter(launches);
      assertThat(runAll(engine)).endsWith("cpu-twin");
      assertThat(driver.closed()).isTrue();
      assertThat(log).hasSize(2);
      assertThat(log.get(1)).isEqualTo("GPU off: CUDA_ERROR_ILLEGAL_ADDRESS");
    }
  }

  @Test
  void faultWithJobsInTheQueue_losesNone() throws Exception {
    FakeDriver driver = new FakeDriver();
    Engine engine = open(driver);
    driver.faultAfter(30);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(callers.submit(() -> runAll(engine)));
      }
      for (Future<List<String>> one : all) {
        assertThat(one.get()).hasSize(SelfTest.jobs().size());
      }
    } finally {
      callers.shutdown();
    }
    assertThat(log).hasSize(2);
  }

  @Test
  void interruptedCaller_getsTheResultAndStaysInterrupted() {
    Engine engine = open(new FakeDriver());
    Thread.currentThread().interrupt();
    assertThat(run(engine, "interrupted", SelfTest.jobs().get("head of 2"))).isEqualTo("gpu Fake");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void moreClassesThanTheKernelsHold_areTheCpus() {
    FakeDriver driver = new FakeDriver();
    Engine engine = open(driver);
    int before = driver.launches();
    int classes = 40;
    SoftmaxHead head = SoftmaxHead.zero(3, classes);
    Stamped<DenseMatrix> scored =
        engine.scoreHead(
            new SparseMatrix(3, new int[] {0, 1}, new int[] {2}, new float[] {1}), head, 1);
    float[] expected = new float[classes];
    Arrays.fill(expected, 1f / classes);
    assertThat(scored.result().value()).isEqualTo(expected);
    assertThat(scored.stamp().engine()).isEqualTo("cpu-twin");
    assertThat(driver.launches()).isEqualTo(before);
  }

  @Test
  void nothingToCompute_isNothing() {
    Engine engine = open(new FakeDriver());
    int[] none = {};
    int[] start = {0};
    Map<String, Job<?>> jobs =
        Map.of(
            "head",
            new HeadScoring(
                new SparseMatrix(3, start, none, new float[0]), SoftmaxHead.zero(3, 2), 1),
            "EM",
            new EmIterations(new CrowdAnswers(0, 2, start, none, none, null, null, null), 2, 2),
            "Hamming pairs",
            new HammingSearch(new long[0], 3, 10),
            "agreement",
            new AgreementSearch(ProbeAnswers.of(new int[0][0], 2), new AgreementRule(1, 1, 2, 10)));
    jobs.forEach(
        (name, job) ->
            assertThat(run(engine, name, job)).as("%s %s", name, log).isEqualTo("gpu Fake"));
  }

  @Test
  void javaHeapThatIsFull_keepsTheDevice() {
    Engine engine = open(new FakeDriver());
    Job<?> scoring = SelfTest.jobs().get("head of 2");
    assertThat(engine.run(new HeapFiller()).stamp().engine()).isEqualTo("cpu-twin");
    assertThat(run(engine, "next", scoring)).isEqualTo("gpu Fake");
    assertThat(log).hasSize(2);
  }

  /** A job whose result does not fit into the heap. */
  private static final class HeapFiller implements Job<Integer> {
    @Override
    public boolean hasKernels() {
      return true;
    }

    @Override
    public Integer onCpu() {
      return 1;
    }

    @Override
    public Integer onDevice(Device device) {
      throw new OutOfMemoryError(String.valueOf(device.words(1).bytes()));
    }

    @Override
    public boolean same(Integer one, Integer other) {
      return one.equals(other);
    }
  }
}
