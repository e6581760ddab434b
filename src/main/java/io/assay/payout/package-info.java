/** Ledger, epochs, Merkle trees, the chain, claims and their reconciliation. */
@NullMarked
package io.assay.payout;

import org.jspecify.annotations.NullMarked;
