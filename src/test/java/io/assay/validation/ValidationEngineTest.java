package io.assay.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.assay.validation.features.NearDuplicates;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.gpu.Engines;
import io.assay.validation.gpu.FakeGpu;
import io.assay.validation.gpu.KernelHeadTrainer;
import io.assay.validation.heads.SoftmaxHead;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.Targets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of the GPU, the platform gets the CPU's bits, and the log says once why. */
class ValidationEngineTest {
  private static final int ITEMS = 60;
  private static final int CLASSES = 3;
  private static final int LEAST = 10_000;
  private static final SparseMatrix FEATURES = TextEncoder.encode(texts());
  private static final Targets TARGETS = targets();

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private static List<String> texts() {
    SplittableRandom random = new SplittableRandom(11);
    return IntStream.range(0, ITEMS)
        .mapToObj(i -> "word" + i % CLASSES + " text" + random.nextInt(20) + " road")
        .toList();
  }

  private static Targets targets() {
    float[] probability = new float[ITEMS * CLASSES];
    for (int i = 0; i < ITEMS; i++) {
      probability[i * CLASSES + i % CLASSES] = 1;
    }
    return Targets.of(CLASSES, probability);
  }

  private static SoftmaxHead train(EngineUse use) {
    KernelHeadTrainer trainer = use.onEngine().get(1);
    return trainer.train(FEATURES, IntStream.range(0, ITEMS).toArray(), TARGETS);
  }

  private static long[] hashes() {
    SplittableRandom random = new SplittableRandom(12);
    long[] hashes = new long[300];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = i < 50 ? random.nextLong() : hashes[random.nextInt(i)] ^ 1L << random.nextInt(64);
    }
    return hashes;
  }

  @ParameterizedTest
  @EnumSource(FakeGpu.class)
  void everyMachine_computesTheSameBits_andSaysOnceWhatRuns(FakeGpu machine) {
    ValidationEngine engine = new ValidationEngine(machine::open, log::add, LEAST);
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).startsWith("Validation engine ").doesNotContain("\n", "\tat ");
    EngineUse expected = new EngineUse(Engines.cpu(), LEAST);
    EngineUse use = engine.use();
    for (int i = 0; i < 2; i++) {
      SoftmaxHead head = train(use);
      assertThat(head.weights()).isEqualTo(train(expected).weights());
      assertThat(head.bias()).isEqualTo(train(expected).bias());
      assertThat(new NearGroups(engine.engine(), 0).of(hashes()))
          .isEqualTo(NearDuplicates.groups(hashes()));
    }
    boolean good = machine == FakeGpu.GOOD;
    boolean fails = machine == FakeGpu.FULL || machine == FakeGpu.FAULT;
    assertThat(log).as("a line at the start, one more for what fails later").hasSize(fails ? 2 : 1);
    assertThat(use.stamp())
        .isEqualTo((good ? "gpu Fake" : "cpu-twin") + ", kernels " + Engines.cpu().ptxHash());
    EngineView view = engine.view(0, List.of());
    // Without a GPU near-duplicates are not asked of the engine.
    assertThat(view.jobsDone()).isEqualTo(view.refusal() == null ? 4 : 2);
    assertThat(view.jobsFallenBack() > 0).isEqualTo(fails);
    assertThat(view.refusal() == null).isEqualTo(good || machine == FakeGpu.FULL);
    assertThat(view.engine().startsWith("gpu")).isEqualTo(view.refusal() == null);
  }

  @Test
  void closedEngine_isTheCpu() {
    ValidationEngine engine = new ValidationEngine(FakeGpu.GOOD::open, log::add, LEAST);
    engine.close();
    engine.close();
    EngineUse use = engine.use();
    assertThat(train(use).weights())
        .isEqualTo(train(new EngineUse(Engines.cpu(), LEAST)).weights());
    assertThat(use.stamp()).startsWith("cpu-twin");
    assertThat(log).hasSize(1);
  }

  @Test
  void smallSets_areTrainedWithoutKernels_andSaySo() {
    ValidationEngine engine = new ValidationEngine(FakeGpu.GOOD::open, log::add, LEAST);
    EngineUse use = engine.use();
    assertThat(use.trainers(FEATURES)).isEqualTo(SoftmaxTrainer.choices());
    assertThat(use.stamp()).isEqualTo("cpu");
    assertThat(engine.view(0, List.of()).jobsDone()).isZero();
  }

  @Test
  void largeSets_areTrainedOnTheEngine_whetherThereIsAGpuOrNot() {
    int[] start = {0, LEAST};
    SparseMatrix large = new SparseMatrix(LEAST, start, new int[LEAST], new float[LEAST]);
    for (FakeGpu machine : List.of(FakeGpu.GOOD, FakeGpu.MISSING_DRIVER)) {
      EngineUse use = new EngineUse(machine.open(log::add), LEAST);
      assertThat(use.trainers(large)).hasOnlyElementsOfType(KernelHeadTrainer.class);
    }
  }

  @Test
  void headOfTheEngine_isThePlainOneButForRounding() {
    SoftmaxHead plain =
        SoftmaxTrainer.choices()
            .get(1)
            .train(FEATURES, IntStream.range(0, ITEMS).toArray(), TARGETS);
    SoftmaxHead head = train(new EngineUse(Engines.cpu(), LEAST));
    for (int i = 0; i < head.weights().length; i++) {
      assertThat(head.weights()[i]).isCloseTo(plain.weights()[i], offset(1e-3f));
    }
  }
}
