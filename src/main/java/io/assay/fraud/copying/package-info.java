/**
 * Evidence that answers were copied: of two labelers, and of a group. Pure: no framework, no
 * database.
 */
@NullMarked
package io.assay.fraud.copying;

import org.jspecify.annotations.NullMarked;
