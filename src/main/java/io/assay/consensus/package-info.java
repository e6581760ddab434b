/**
 * Estimators from the labelers' answers to the label of every item and the reliability of everyone.
 */
@NullMarked
package io.assay.consensus;

import org.jspecify.annotations.NullMarked;
