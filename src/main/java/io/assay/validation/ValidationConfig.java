package io.assay.validation;

import io.assay.validation.onnx.EncoderLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the validation model, under {@code assay.validation}. */
@ConfigMapping(prefix = "assay.validation")
interface ValidationConfig {
  /** Whether a GPU is looked for at the start. */
  @WithDefault("auto")
  GpuUse gpu();

  /**
   * Entries of a dataset's sparse features from which its heads are trained by kernels or, without
   * a GPU, by their twins, which take somewhat longer than plain Java. All servers and workers of
   * one platform must have the same number, since the two ways differ by rounding.
   */
  @WithDefault("2097152")
  int kernelEntries();

  /** Whether to use a GPU. */
  enum GpuUse {
    /** Where there is one that agrees with the CPU. */
    AUTO,
    OFF
  }

  /** Who trains models. */
  @WithDefault("inside")
  Workers workers();

  /** Where models are trained. */
  enum Workers {
    /** Within the fit, by this server. */
    INSIDE,
    /** By processes that take jobs from the database. */
    OUTSIDE
  }

  /** What models of texts are trained by. */
  @WithDefault("softmax")
  Head head();

  /** Classifiers of texts. */
  enum Head {
    /** Assay's softmax regression. */
    SOFTMAX,
    /** Tribuo's logistic regression by stochastic gradient descent. */
    TRIBUO
  }

  /** The largest encoder that a requester may bring, in bytes. */
  @WithDefault("200000000")
  long encoderBytes();

  /** How long such an encoder may take for a batch of items, and to start. */
  @WithDefault("60s")
  Duration encoderBatchTime();

  /** What a requester's encoder may cost; less patient than usual, since others wait their turn. */
  default EncoderLimits encoderLimits() {
    return new EncoderLimits(
        encoderBytes(),
        EncoderLimits.USUAL.nodes(),
        EncoderLimits.USUAL.addressSpaceBytes(),
        Duration.ofSeconds(60),
        encoderBatchTime(),
        Duration.ofMinutes(8));
  }
}
