package io.assay.fraud.linkage;

/**
 * One labeler's value of a field.
 *
 * @param value opaque: a keyed hash, or a public address
 */
public record FieldValue(String labeler, SharedField field, String value) {}
