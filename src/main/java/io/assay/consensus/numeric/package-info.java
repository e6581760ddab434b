/**
 * Consensus of answers that are numbers: the value of every item, and the bias and spread of
 * everyone who answered. Pure: no framework, no database.
 */
@NullMarked
package io.assay.consensus.numeric;

import org.jspecify.annotations.NullMarked;
