/** Recorded and synthetic crowds, played through the real HTTP API. */
@NullMarked
package io.assay.simulation;

import org.jspecify.annotations.NullMarked;
