/** Attackers planted into recorded crowds: what they know, what they answer, who they are. */
@NullMarked
package io.assay.simulation.attacks;

import org.jspecify.annotations.NullMarked;
