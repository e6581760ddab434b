package io.assay.validation;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.gpu.CpuTwinEngine;
import io.assay.validation.gpu.Engine;
import io.assay.validation.gpu.EngineTrainer;
import io.assay.validation.heads.HeadTrainer;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.TribuoReference;
import java.util.List;
import java.util.function.Supplier;

/** What models of texts are trained by: on the GPU where there is one and enough to do. */
final class TextTrainers {
  /** Below so many entries a GPU would wait for its data longer than a CPU computes. */
  private static final int MIN_GPU_ENTRIES = 2_000_000;

  private final ValidationConfig.Head head;
  private final Supplier<Engine> engine;

  TextTrainers(ValidationConfig.Head head, Supplier<Engine> engine) {
    this.head = head;
    this.engine = engine;
  }

  /** Those of a server of which nothing else was asked, without a GPU. */
  static TextTrainers usual() {
    return new TextTrainers(ValidationConfig.Head.SOFTMAX, CpuTwinEngine::new);
  }

  /** The trainers to choose from for a table. */
  List<? extends HeadTrainer<SparseMatrix>> of(SparseMatrix features) {
    if (head == ValidationConfig.Head.TRIBUO) {
      return List.of(TribuoReference.usual());
    }
    boolean large = features.index().length >= MIN_GPU_ENTRIES;
    return large && engine.get().onGpu()
        ? EngineTrainer.choices(engine.get())
        : SoftmaxTrainer.choices();
  }
}
