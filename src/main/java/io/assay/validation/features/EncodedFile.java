package io.assay.validation.features;

import org.jspecify.annotations.Nullable;

/**
 * What an encoder made of a file.
 *
 * @param features as many as its dimension; null where it could not read the file
 * @param problem slug of the reason why not, null where it could
 */
@SuppressWarnings("ArrayRecordComponent") // A row of a matrix.
public record EncodedFile(float @Nullable [] features, @Nullable String problem) {}
