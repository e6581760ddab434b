package io.assay.validation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of a dataset.
 *
 * @param chosen whether the requester did, and not the content
 * @param suppliedId the requester's own, null for any other
 */
record EncoderChoice(EncoderKind kind, boolean chosen, @Nullable UUID suppliedId) {}
