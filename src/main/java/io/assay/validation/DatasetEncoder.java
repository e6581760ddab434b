package io.assay.validation;

import io.assay.validation.features.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset's model sees of its items.
 *
 * @param kind what is read of an item, as the field of its content is called: {@code text}, or
 *     {@code image} or {@code audio}, which name a file of media of that kind
 * @param supplied where its requester brought it, null for Assay's own
 */
record DatasetEncoder(Encoder encoder, String kind, @Nullable SuppliedEncoder supplied) {}
