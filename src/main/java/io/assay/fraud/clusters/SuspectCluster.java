package io.assay.fraud.clusters;

import io.assay.fraud.linkage.Link;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Labelers who may be one person.
 *
 * @param members posterior of belonging to it by labeler
 * @param posterior P(C) that it is one person's
 * @param logEValue ln E_G of the group test, where it was measured
 * @param copiers members the group test speaks of
 * @param waterfall how P(C) came about
 * @param edges the links between members
 */
public record SuspectCluster(
    SortedMap<String, Double> members,
    double posterior,
    OptionalDouble logEValue,
    SortedSet<String> copiers,
    Waterfall waterfall,
    List<Link> edges) {}
