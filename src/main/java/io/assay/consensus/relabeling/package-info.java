/** Decides which item's next answer is worth buying, and when none is. Pure. */
@NullMarked
package io.assay.consensus.relabeling;

import org.jspecify.annotations.NullMarked;
