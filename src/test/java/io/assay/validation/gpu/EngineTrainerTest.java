package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.heads.CrossFitting;
import io.assay.validation.heads.Folds;
import io.assay.validation.heads.OutOfFold;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a large dataset's model is trained by: the same as on the CPU, whatever a GPU does. */
class EngineTrainerTest {
  private static final int TEXTS = 200;
  private static final String[] WORDS = {"ice", "frost", "flood", "rain", "hole", "crack"};

  private final List<String> log = new ArrayList<>();
  private final SparseMatrix features;
  private final int[] folds;
  private final Targets targets;

  EngineTrainerTest() {
    SplittableRandom random = new SplittableRandom(3);
    List<String> texts = new ArrayList<>();
    float[] probability = new float[TEXTS * 3];
    for (int i = 0; i < TEXTS; i++) {
      int k = random.nextInt(3);
      texts.add(i + " the road " + WORDS[2 * k + random.nextInt(2)] + " " + random.nextInt(40));
      int believed = random.nextInt(4) == 0 ? random.nextInt(3) : k;
      for (int other = 0; other < 3; other++) {
        probability[i * 3 + other] = other == believed ? 0.8f : 0.1f;
      }
    }
    features = TextEncoder.encode(texts);
    folds = Folds.of(texts.stream().mapToLong(Folds::contentKey).toArray());
    targets = Targets.of(3, probability);
  }

  private OutOfFold predict(Engine engine, List<EngineTrainer> used) {
    EngineTrainer trainer = new EngineTrainer(engine, SoftmaxTrainer.usual());
    used.add(trainer);
    return CrossFitting.run(List.of(trainer), features, folds, targets);
  }

  private static void assertSame(OutOfFold one, OutOfFold other) {
    assertThat(one.crossEntropy()).isEqualTo(other.crossEntropy());
    for (int i = 0; i < TEXTS; i++) {
      for (int k = 0; k < 3; k++) {
        assertThat(one.probability(i, k)).isEqualTo(other.probability(i, k));
      }
    }
  }

  @Test
  void head_isTheOneOfTheCpusOwnTrainer() {
    OutOfFold usual = CrossFitting.run(List.of(SoftmaxTrainer.usual()), features, folds, targets);
    OutOfFold engine = predict(new CpuTwinEngine(), new ArrayList<>());
    assertThat(engine.crossEntropy()).isCloseTo(usual.crossEntropy(), within(0.01));
    for (int i = 0; i < TEXTS; i++) {
      assertThat(engine.probability(i, 0)).isCloseTo(usual.probability(i, 0), within(0.05f));
    }
  }

  @Test
  void whateverTheGpuDoes_predictionsAreTheSameBits_andTheStampIsHonest() {
    List<EngineTrainer> used = new ArrayList<>();
    OutOfFold twin = predict(new CpuTwinEngine(), used);
    List<FakeDriver> drivers =
        List.of(
            new FakeDriver(),
            new FakeDriver().withoutDriver(),
            new FakeDriver().ofCapability(7),
            new FakeDriver().refusingModules());
    for (FakeDriver driver : drivers) {
      assertSame(predict(Engines.open(() -> driver, log::add), used), twin);
    }
    String kernels = ", kernels " + KernelModules.packed().sha256();
    assertThat(used)
        .extracting(EngineTrainer::engine)
        .containsExactly(
            "cpu-twin" + kernels,
            "gpu Fake" + kernels,
            "cpu-twin" + kernels,
            "cpu-twin" + kernels,
            "cpu-twin" + kernels);
    assertThat(log).hasSize(drivers.size());
  }

  @Test
  void gpuThatFailsInTheMiddle_losesNothing() {
    OutOfFold twin = predict(new CpuTwinEngine(), new ArrayList<>());
    List<EngineTrainer> used = new ArrayList<>();
    FakeDriver broken = new FakeDriver();
    Engine engine = Engines.open(() -> broken, log::add);
    broken.faultAfter(500);
    assertSame(predict(engine, used), twin);
    assertThat(engine.onGpu()).isFalse();
    assertThat(used.get(0).engine()).startsWith("gpu Fake").contains("; cpu-twin");
    FakeDriver full = new FakeDriver();
    engine = Engines.open(() -> full, log::add);
    full.fullAfter(3, 1);
    assertSame(predict(engine, used), twin);
    assertThat(engine.onGpu()).isTrue();
    assertThat(used.get(1).engine()).startsWith("cpu-twin").contains("; gpu Fake");
    assertThat(log).hasSize(4);
  }
}
