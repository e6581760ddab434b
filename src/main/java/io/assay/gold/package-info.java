/** Hidden known answers: which items have one, and how labelers met them. */
@NullMarked
package io.assay.gold;

import org.jspecify.annotations.NullMarked;
