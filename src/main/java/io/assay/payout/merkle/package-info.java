/**
 * The hash trees that payouts are proved by, bit for bit those of the contracts: pure code over
 * bytes.
 */
@NullMarked
package io.assay.payout.merkle;

import org.jspecify.annotations.NullMarked;
