package io.assay.validation;

import io.assay.validation.features.SparseMatrix;
import io.assay.validation.gpu.Engine;
import io.assay.validation.gpu.KernelHeadTrainer;
import io.assay.validation.gpu.Stamp;
import io.assay.validation.heads.HeadTrainer;
import io.assay.validation.heads.SoftmaxTrainer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/*
 * Who trains depends on the size of the features alone. Were it for the presence of a GPU, the bits of a
 * fit would depend on the machine, and no outsider could come to the same receipts.
 */
/** What the engine does in one trial of a model. */
final class EngineUse {
  /** What is written of a trial in which no kernel and no twin took part. */
  static final String PLAIN = "cpu";

  private final Engine engine;
  private final int leastEntries;
  private final Set<Stamp> stamps = ConcurrentHashMap.newKeySet();

  /**
   * A trial of its own.
   *
   * @param leastEntries of sparse features from which kernels or their twins train
   */
  EngineUse(Engine engine, int leastEntries) {
    this.engine = engine;
    this.leastEntries = leastEntries;
  }

  /** Softmax regressions to choose from for these features. */
  List<? extends HeadTrainer<SparseMatrix>> trainers(SparseMatrix features) {
    return features.index().length < leastEntries ? SoftmaxTrainer.choices() : onEngine();
  }

  /** The same by kernels or their twins. */
  List<KernelHeadTrainer> onEngine() {
    return SoftmaxTrainer.choices().stream()
        .map(settings -> new KernelHeadTrainer(engine, settings, stamps::add))
        .toList();
  }

  /** Who computed, with the hash of the kernels where they or their twins took part. */
  String stamp() {
    if (stamps.isEmpty()) {
      return PLAIN;
    }
    Set<String> engines =
        stamps.stream().map(Stamp::engine).collect(Collectors.toCollection(TreeSet::new));
    Set<String> kernels =
        stamps.stream().map(Stamp::ptxHash).collect(Collectors.toCollection(TreeSet::new));
    return String.join(" and ", engines) + ", kernels " + String.join(" and ", kernels);
  }
}
