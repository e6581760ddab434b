package io.assay.validation;

import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * One training of the validation model, with what it takes to do it again.
 *
 * @param engine what ran the arithmetic, and the hash of the kernels where they or their twins took
 *     part
 * @param encoder what the model sees of an item, with its version
 * @param head the classifier on top of it
 * @param temperature by which log-odds are divided, so that probabilities mean what they say
 * @param weight power of its predictions in consensus; 0 where it foretells nothing
 * @param heldOutGain mean gain in ln-likelihood of answers held out, against consensus without it
 * @param earned whether the gain is above its noise, so that its predictions may enter consensus
 * @param parameters of the encoder, the head and its optimiser
 * @param metrics of the out-of-fold predictions against consensus
 * @param trainingHash SHA-256 over contents and answers in their order
 * @param modelHash SHA-256 over the quantised predictions, hexadecimal
 */
public record ModelVersion(
    UUID id,
    String engine,
    String encoder,
    String head,
    List<String> labels,
    int items,
    double temperature,
    double weight,
    double heldOutGain,
    boolean earned,
    SortedMap<String, Double> parameters,
    SortedMap<String, Double> metrics,
    String trainingHash,
    String modelHash) {}
