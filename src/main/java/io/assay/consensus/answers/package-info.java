/** Who said what of which task, in one canonical order, and whose votes count less. Pure. */
@NullMarked
package io.assay.consensus.answers;

import org.jspecify.annotations.NullMarked;
