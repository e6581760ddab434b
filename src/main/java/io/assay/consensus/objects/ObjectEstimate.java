package io.assay.consensus.objects;

/**
 * An object on an item.
 *
 * @param existence probability that it is there
 * @param classConfidence probability of its class where it is there
 * @param overlap mean intersection over union with the shapes it was made from
 * @param marks number of labelers who marked it
 */
public record ObjectEstimate(
    Shape shape, double existence, double classConfidence, double overlap, int marks) {}
