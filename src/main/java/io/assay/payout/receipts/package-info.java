/**
 * What an outsider needs to work out an epoch again: the bundle of its files, what it commits to on
 * the chain, and the code that recomputes one from the other.
 */
@NullMarked
package io.assay.payout.receipts;

import org.jspecify.annotations.NullMarked;
