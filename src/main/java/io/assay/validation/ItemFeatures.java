package io.assay.validation;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.Encoder;
import io.assay.validation.features.NearDuplicates;
import io.assay.validation.features.SimilarityHash;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.heads.Folds;
import io.assay.validation.heads.HeadTrainer;
import io.assay.validation.heads.MlpTrainer;
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
    List<String> tasks, M matrix, int[] folds, List<? extends HeadTrainer<M>> trainers) {

  /** Chooses trainers for a table of texts. */
  @FunctionalInterface
  interface Trainers {
    List<? extends HeadTrainer<SparseMatrix>> of(SparseMatrix features);
  }

  /** Of texts. */
  static ItemFeatures<SparseMatrix> ofTexts(
      Encoder.OfTexts encoder, List<String> tasks, List<String> texts, Trainers trainers) {
    SparseMatrix matrix = encoder.features(texts);
    long[] hashes = new long[texts.size()];
    long[] keys = new long[texts.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = SimilarityHash.of(matrix, i);
      keys[i] = Folds.contentKey(texts.get(i));
    }
    int[] folds = Folds.of(NearDuplicates.groups(hashes), keys);
    return new ItemFeatures<>(tasks, matrix, folds, trainers.of(matrix));
  }

  /** Of files, for networks of one hidden layer. */
  static ItemFeatures<DenseMatrix> ofFiles(
      int columns, List<String> tasks, List<FeatureStore.Row> rows) {
    float[] value = new float[Math.multiplyExact(rows.size(), columns)];
    long[] hashes = new long[rows.size()];
    long[] keys = new long[rows.size()];
    for (int i = 0; i < hashes.length; i++) {
      FeatureStore.Row row = rows.get(i);
      System.arraycopy(row.features(), 0, value, i * columns, columns);
      keys[i] = Long.parseUnsignedLong(row.sha256(), 0, 16, 16);
      hashes[i] = row.likeness() == null ? keys[i] : row.likeness();
    }
    int[] folds = Folds.of(NearDuplicates.groups(hashes), keys);
    return new ItemFeatures<>(tasks, new DenseMatrix(columns, value), folds, MlpTrainer.choices());
  }
}
