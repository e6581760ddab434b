package io.assay.validation;

import java.util.List;
import java.util.UUID;

/**
 * One training of the validation model, with what it takes to do it again.
 *
 * @param trainingHash SHA-256 over texts and targets in their order
 * @param temperature by which log-odds are divided, so that probabilities mean what they say
 * @param heldOutGain mean gain in ln-likelihood of answers held out, against consensus without it
 * @param earned whether the gain is above 0, so that its predictions may enter consensus
 */
public record ModelVersion(
    UUID id,
    String engine,
    List<String> labels,
    int items,
    double temperature,
    double heldOutGain,
    boolean earned,
    String trainingHash) {}
