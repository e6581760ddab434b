package io.assay.task;

/**
 * What a model takes an item for.
 *
 * @param label as the dataset's label schema has it
 * @param probability that it is right, by the model
 */
public record Suggestion(String label, double probability) {}
