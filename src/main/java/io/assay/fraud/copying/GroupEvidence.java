package io.assay.fraud.copying;

import java.util.List;

/**
 * What later answers say of a group that earlier ones nominated.
 *
 * @param members those kept, in the order of names
 * @param dropped those nominated whom the earlier answers did not bear out
 * @param items later items two members or more answered
 * @param logEValue ln of the e-value against independent work, in nats
 */
public record GroupEvidence(
    List<String> members, List<String> dropped, int items, double logEValue) {}
