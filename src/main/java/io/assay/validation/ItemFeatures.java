package io.assay.validation;

import io.assay.validation.heads.HeadTrainer;
import java.util.List;

/**
 * What heads are given of a dataset's items.
 *
 * @param <M> the matrix of features
 * @param tasks the items, in the order of the rows
 * @param matrix one row an item
 * @param folds of each row; near-duplicates are in one
 * @param trainers of heads to choose from
 */
@SuppressWarnings("ArrayRecordComponent") // As long as there are items, and never compared.
record ItemFeatures<M>(
    List<String> tasks, M matrix, int[] folds, List<? extends HeadTrainer<M>> trainers) {}
