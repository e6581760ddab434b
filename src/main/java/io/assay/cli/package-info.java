/** The offline commands and the entry point of the jar. */
@NullMarked
package io.assay.cli;

import org.jspecify.annotations.NullMarked;
