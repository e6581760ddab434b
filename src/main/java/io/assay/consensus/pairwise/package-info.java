/**
 * Consensus of answers that say which of two is better: a score of everything compared, and the
 * reliability of everyone who compared. Pure: no framework, no database.
 */
@NullMarked
package io.assay.consensus.pairwise;

import org.jspecify.annotations.NullMarked;
