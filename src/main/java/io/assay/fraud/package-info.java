/** Signals of fraud, flags and cases before an admin, and what was decided. */
@NullMarked
package io.assay.fraud;

import org.jspecify.annotations.NullMarked;
