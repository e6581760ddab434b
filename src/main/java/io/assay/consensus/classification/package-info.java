/**
 * Truth inference over answers that are classes: from who said what to the label of every task and
 * the reliability of everyone. Pure: no framework, no database.
 */
@NullMarked
package io.assay.consensus.classification;

import org.jspecify.annotations.NullMarked;
