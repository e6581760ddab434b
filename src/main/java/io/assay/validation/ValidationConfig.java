package io.assay.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the validation model is computed. */
@ConfigMapping(prefix = "assay.validation")
public interface ValidationConfig {
  /** Whether a GPU is looked for at the start. */
  @WithDefault("auto")
  GpuUse gpu();

  /**
   * Entries of a dataset's sparse features from which its heads are trained by kernels or, without
   * a GPU, by their twins, which take somewhat longer than plain Java. All servers of one platform
   * must have the same number, since the two ways differ by rounding.
   */
  @WithDefault("2097152")
  int kernelEntries();

  /** What is done about a GPU. */
  enum GpuUse {
    /** It is used where it agrees with the CPU. */
    AUTO,
    /** It is not even looked for. */
    OFF
  }
}
