package io.assay.validation.heads;

import io.assay.validation.features.DenseMatrix;
import io.assay.validation.features.Encoder;
import io.assay.validation.features.ImageStatistics;
import io.assay.validation.features.LogMel;
import io.assay.validation.features.PatchDictionary;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Items of known classes as a model sees them.
 *
 * @param <M> the matrix of features
 * @param folds of each item
 * @param truth the class of each item
 */
@SuppressWarnings("ArrayRecordComponent") // Test data.
record MadeUpSet<M>(
    String name, M features, List<? extends HeadTrainer<M>> trainers, int[] folds, int[] truth) {
  static final int CLASSES = 4;

  /** Classes drawn evenly. */
  static int[] classes(SplittableRandom random, int items) {
    int[] classes = new int[items];
    Arrays.setAll(classes, i -> random.nextInt(CLASSES));
    return classes;
  }

  /**
   * Texts whose words lean to their class.
   *
   * @param tilt by how much words differ between classes
   */
  static MadeUpSet<SparseMatrix> texts(SplittableRandom random, int items, double tilt) {
    int[] truth = classes(random, items);
    List<String> texts = MadeUpTexts.words(random, truth, tilt);
    return texts("texts", texts, truth);
  }

  /** Texts in a script without spaces. */
  static MadeUpSet<SparseMatrix> chinese(SplittableRandom random, int items, double tilt) {
    int[] truth = classes(random, items);
    return texts("chinese_texts", MadeUpTexts.characters(random, truth, tilt), truth);
  }

  /** Texts whose class has nothing to do with them. */
  static MadeUpSet<SparseMatrix> unrelated(SplittableRandom random, int items) {
    List<String> texts = MadeUpTexts.words(random, classes(random, items), 0.5);
    return texts("unrelated_texts", texts, classes(random, items));
  }

  private static MadeUpSet<SparseMatrix> texts(String name, List<String> texts, int[] truth) {
    long[] keys = texts.stream().mapToLong(Folds::contentKey).toArray();
    SparseMatrix features = TextEncoder.encode(texts);
    return new MadeUpSet<>(name, features, SoftmaxTrainer.choices(), Folds.of(keys), truth);
  }

  /** Shapes anywhere in a picture, turned, partly covered, in any colours. */
  static MadeUpSet<DenseMatrix> shapes(SplittableRandom random, int items) {
    int[] truth = classes(random, items);
    List<byte[]> images = MadeUpImages.shapes(random, truth);
    return dense("shapes", PatchDictionary.learn(images).features(images), truth);
  }

  /** Textures at any angle and size under noise. */
  static MadeUpSet<DenseMatrix> textures(SplittableRandom random, int items) {
    int[] truth = classes(random, items);
    List<byte[]> images = MadeUpImages.textures(random, truth);
    DenseMatrix patches = PatchDictionary.learn(images).features(images);
    return dense("textures", beside(patches, new ImageStatistics().features(images)), truth);
  }

  /** Voices, beeps, sweeps and noises under other noise. */
  static MadeUpSet<DenseMatrix> sounds(SplittableRandom random, int items) {
    int[] truth = classes(random, items);
    Encoder.OfFiles encoder = new LogMel();
    return dense("sounds", encoder.features(MadeUpSounds.of(random, truth)), truth);
  }

  private static MadeUpSet<DenseMatrix> dense(String name, DenseMatrix features, int[] truth) {
    long[] keys = new long[truth.length];
    Arrays.setAll(keys, i -> Folds.contentKey(SimulatedCrowd.taskName(i)));
    return new MadeUpSet<>(name, features, MlpTrainer.choices(), Folds.of(keys), truth);
  }

  private static DenseMatrix beside(DenseMatrix left, DenseMatrix right) {
    int rows = left.value().length / left.columns();
    int columns = left.columns() + right.columns();
    float[] value = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      int at = i * columns;
      System.arraycopy(left.value(), i * left.columns(), value, at, left.columns());
      at += left.columns();
      System.arraycopy(right.value(), i * right.columns(), value, at, right.columns());
    }
    return new DenseMatrix(columns, value);
  }
}
