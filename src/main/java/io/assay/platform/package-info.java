/** What every feature needs and none owns. */
@NullMarked
package io.assay.platform;

import org.jspecify.annotations.NullMarked;
