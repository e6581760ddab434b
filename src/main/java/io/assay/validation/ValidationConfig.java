package io.assay.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the validation model is computed. */
@ConfigMapping(prefix = "assay.validation")
public interface ValidationConfig {
  /** Whether a GPU is looked for at the start. */
  @WithDefault("auto")
  GpuUse gpu();

  /** What is done about a GPU. */
  enum GpuUse {
    /** It is used where it agrees with the CPU. */
    AUTO,
    /** It is not even looked for. */
    OFF
  }
}
