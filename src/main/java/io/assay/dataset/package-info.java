/** Datasets, their items and label schemas, and what a label may be. */
@NullMarked
package io.assay.dataset;

import org.jspecify.annotations.NullMarked;
