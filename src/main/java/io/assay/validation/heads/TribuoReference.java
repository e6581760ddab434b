package io.assay.validation.heads;

import io.assay.validation.features.SparseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tribuo's own logistic regression as a head: stochastic gradient descent with AdaGrad steps.
 *
 * <p>Tribuo knows no soft targets: a row becomes one example a class of probability above 0, with
 * the probability times the weight of the row for its weight, which is the same loss as long as
 * steps are taken one example at a time.
 *
 * @param epochs how often every example is seen
 * @param learningRate first size of a step
 * @param seed of the order of the examples
 */
public record TribuoReference(int epochs, double learningRate, long seed)
    implements HeadTrainer<SparseMatrix> {
  private static final double ADAGRAD_EPSILON = 0.1;

  /** A class that is less likely is no example: it would cost a step and teach nothing. */
  private static final float MIN_PROBABILITY = 1e-3f;

  /** As Tribuo's {@code LogisticRegressionTrainer} has it: five epochs, steps of 1. */
  public static TribuoReference usual() {
    return new TribuoReference(5, 1, 1);
  }

  @Override
  public String head() {
    return "Tribuo logistic regression";
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(
        Map.of("epochs", (double) epochs, "learningRate", learningRate, "seed", (double) seed));
  }

  @Override
  public Head<SparseMatrix> train(SparseMatrix features, int[] rows, Targets targets) {
    return new TribuoClassifier(
        targets.classes(), trainer().train(examples(features, rows, targets)));
  }

  LinearSGDTrainer trainer() {
    AdaGrad steps = new AdaGrad(learningRate, ADAGRAD_EPSILON);
    return new LinearSGDTrainer(new LogMulticlass(), steps, epochs, Integer.MAX_VALUE, 1, seed);
  }

  static MutableDataset<Label> examples(SparseMatrix features, int[] rows, Targets targets) {
    LabelFactory labels = new LabelFactory();
    MutableDataset<Label> examples =
        new MutableDataset<>(new SimpleDataSourceProvenance("features", labels), labels);
    for (int row : rows) {
      for (int k = 0; k < targets.classes(); k++) {
        float probability = targets.probability()[row * targets.classes() + k];
        float weight = probability * targets.weight()[row];
        if (probability >= MIN_PROBABILITY && weight > 0) {
          Example<Label> example = example(features, row, new Label(labelName(k)));
          example.setWeight(weight);
          examples.add(example);
        }
      }
    }
    return examples;
  }

  /** A row as an example. */
  static Example<Label> example(SparseMatrix features, int row, Label label) {
    List<Feature> found = new ArrayList<>();
    for (int p = features.start()[row]; p < features.start()[row + 1]; p++) {
      found.add(new Feature(featureName(features.index()[p]), features.value()[p]));
    }
    return new ArrayExample<>(label, found);
  }

  /** The name of a column. Names are in the order of the columns. */
  static String featureName(int column) {
    return String.format(Locale.ROOT, "%010d", column);
  }

  static String labelName(int k) {
    return String.format(Locale.ROOT, "%05d", k);
  }

  private record TribuoClassifier(int classes, Model<Label> model) implements Head<SparseMatrix> {
    /** Tribuo refuses rows of which it has seen no feature. */
    private boolean knowsAny(SparseMatrix features, int row) {
      for (int p = features.start()[row]; p < features.start()[row + 1]; p++) {
        if (model.getFeatureIDMap().getID(featureName(features.index()[p])) >= 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    public float[] logOdds(SparseMatrix features, int[] rows) {
      float[] scores = new float[rows.length * classes];
      for (int i = 0; i < rows.length; i++) {
        if (!knowsAny(features, rows[i])) {
          continue;
        }
        Prediction<Label> prediction =
            model.predict(example(features, rows[i], LabelFactory.UNKNOWN_LABEL));
        for (int k = 0; k < classes; k++) {
          Label label = prediction.getOutputScores().get(labelName(k));
          double probability = label == null ? 0 : label.getScore();
          scores[i * classes + k] = (float) StrictMath.log(Math.max(1e-12, probability));
        }
      }
      return scores;
    }
  }
}
