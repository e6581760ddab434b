/**
 * Consensus of answers that are marked objects, as spans of text, boxes and polygons: what is
 * there, where it lies and what it is. Pure: no framework, no database.
 */
@NullMarked
package io.assay.consensus.objects;

import org.jspecify.annotations.NullMarked;
