/**
 * Consensus of free text, as transcripts: the text most probably right, word by word. Pure: no
 * framework, no database.
 */
@NullMarked
package io.assay.consensus.text;

import org.jspecify.annotations.NullMarked;
