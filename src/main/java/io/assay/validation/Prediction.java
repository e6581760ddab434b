package io.assay.validation;

import java.util.SortedMap;

/**
 * What a model version says of an item it was not trained on.
 *
 * @param probabilities by label, each at least 1e-6, summing to 1
 */
public record Prediction(String task, SortedMap<String, Double> probabilities) {}
