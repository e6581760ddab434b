package io.assay.validation.onnx;

import java.time.Duration;

/**
 * What an encoder may cost at most.
 *
 * @param fileBytes size of the model file
 * @param nodes nodes of its graph and all subgraphs
 * @param addressSpaceBytes virtual memory of its process: the JVM, the runtime, the model and what
 *     it computes
 * @param startTime time from the start of the process until the model is loaded
 * @param batchTime time for one batch
 * @param jobTime time for all batches together, the start included
 */
public record EncoderLimits(
    long fileBytes,
    int nodes,
    long addressSpaceBytes,
    Duration startTime,
    Duration batchTime,
    Duration jobTime) {
  public static final EncoderLimits USUAL =
      new EncoderLimits(
          200_000_000,
          20_000,
          4L << 30,
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofHours(2));
}
