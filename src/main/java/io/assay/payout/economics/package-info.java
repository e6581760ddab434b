/**
 * What a farm of accounts earns and what an honest labeler waits for: evidence tiers, hold-back,
 * caps and vesting as pure arithmetic, and the simulator that prices attacks against them. The
 * platform pays by the same code that the simulator attacks.
 */
@NullMarked
package io.assay.payout.economics;

import org.jspecify.annotations.NullMarked;
