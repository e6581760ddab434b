package io.assay.validation.gpu;

/**
 * A result and who computed it.
 *
 * @param <R> what was computed
 */
public record Stamped<R>(R result, Stamp stamp) {}
