/**
 * The labels and reliabilities of a dataset as the platform keeps them: item updates, batch fits,
 * exports. The estimators are in the packages below, one for each kind of answer.
 */
@NullMarked
package io.assay.consensus;

import org.jspecify.annotations.NullMarked;
