package io.assay.validation.gpu;

/**
 * Who computed a result, so that it can be computed again.
 *
 * @param engine name of the engine
 * @param ptxHash SHA-256 of the kernels that ran, or of those whose twins ran
 */
public record Stamp(String engine, String ptxHash) {}
