package io.assay.validation;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;
import io.assay.validation.features.NearDuplicates;
import io.assay.validation.features.SimilarityHash;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.heads.CrossFitting;
import io.assay.validation.heads.Folds;
import io.assay.validation.heads.HeldOutAnswers;
import io.assay.validation.heads.ModelWeight;
import io.assay.validation.heads.OutOfFold;
import io.assay.validation.heads.SoftmaxTrainer;
import io.assay.validation.heads.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * A model earns its place on answers nobody fitted: consensus without some answers gives its targets,
 * heads that saw neither an item nor its near-duplicates give its predictions, and how well these
 * foretell the answers left out, each with the weight w, gives w (see ModelWeight). Then it is trained
 * again on all answers, and once more on the labels it helped with.
 *
 * Where items have no text, or the text says nothing, w is 0 and consensus is the same bits as without
 * this package.
 */
/** Trains the validation model on a crowd's consensus, and finds out what it is worth. */
final class ModelTrial {
  /** Fewer items with a text teach nothing worth testing. */
  static final int MIN_ITEMS = 40;

  private static final int ROUNDS = 2;

  private final Aggregator aggregator;
  private final Answers answers;
  private final Map<String, String> gold;
  private final Encoded encoded;

  private ModelTrial(
      Aggregator aggregator, Answers answers, Map<String, String> gold, Encoded encoded) {
    this.aggregator = aggregator;
    this.answers = answers;
    this.gold = gold;
    this.encoded = encoded;
  }

  /**
   * What came of it.
   *
   * @param strength of the regularisation that foretold best
   * @param predictions by task and label of the answers, null for a task without a text; empty where
   *     there were too few
   * @param metrics of the predictions against consensus
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Outcome(
      ModelWeight weight,
      double temperature,
      double strength,
      LabelPrior prior,
      @Nullable float[][] predictions,
      int items,
      SortedMap<String, Double> metrics) {
    static Outcome nothing() {
      return new Outcome(
          new ModelWeight(0, 0, 0, 0), 1, 0, LabelPrior.none(), new float[0][], 0, new TreeMap<>());
    }
  }

  /** Items that have a text, and what is seen of it. */
  private record Encoded(List<String> tasks, SparseMatrix features, int[] folds) {
    static Encoded of(Answers answers, Map<String, String> texts) {
      List<String> tasks = new ArrayList<>();
      List<String> ordered = new ArrayList<>();
      for (int t = 0; t < answers.tasks(); t++) {
        String text = texts.get(answers.task(t));
        if (text != null && !text.isBlank()) {
          tasks.add(answers.task(t));
          ordered.add(text);
        }
      }
      SparseMatrix features = TextEncoder.encode(ordered);
      long[] hashes = new long[tasks.size()];
      long[] keys = new long[tasks.size()];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = SimilarityHash.of(features, i);
        keys[i] = Folds.contentKey(ordered.get(i));
      }
      return new Encoded(tasks, features, Folds.of(NearDuplicates.groups(hashes), keys));
    }
  }

  /**
   * Tries the model.
   *
   * @param texts by task; tasks without one are left to the crowd
   */
  static Outcome run(
      Aggregator aggregator,
      Answers answers,
      Map<String, String> gold,
      Map<String, String> texts) {
    Encoded encoded = Encoded.of(answers, texts);
    if (encoded.tasks().size() < MIN_ITEMS || answers.labels() < 2) {
      return Outcome.nothing();
    }
    return new ModelTrial(aggregator, answers, gold, encoded).run();
  }

  private Outcome run() {
    HeldOutAnswers heldOut = HeldOutAnswers.of(answers);
    Consensus without = aggregator.aggregate(heldOut.kept(), gold);
    Prediction tried = predict(without);
    ModelWeight weight = ModelWeight.fit(heldOut, without.confusions(), tried.byTask());
    Consensus consensus = aggregator.aggregate(answers, gold);
    Prediction all = predict(consensus);
    LabelPrior prior = prior(weight, consensus, all);
    for (int round = 1; round < ROUNDS && weight.earned(); round++) {
      consensus = aggregator.aggregate(answers, gold, prior, Exclusions.none());
      all = predict(consensus);
      prior = prior(weight, consensus, all);
    }
    return new Outcome(
        weight,
        all.outOfFold().temperature(),
        SoftmaxTrainer.choices().get(all.outOfFold().choice()).strength(),
        prior,
        all.byTask(),
        encoded.tasks().size(),
        metrics(consensus, all));
  }

  private LabelPrior prior(ModelWeight weight, Consensus consensus, Prediction prediction) {
    return weight.prior(answers, consensus.confusions().share(), prediction.byTask());
  }

  private record Prediction(OutOfFold outOfFold, @Nullable float[][] byTask) {}

  /** Out of fold, with the consensus as targets. */
  private Prediction predict(Consensus consensus) {
    Answers fitted = consensus.answers();
    int classes = fitted.labels();
    int rows = encoded.tasks().size();
    float[] targets = new float[rows * classes];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      int t = fitted.taskIndex(encoded.tasks().get(i));
      weights[i] = t < 0 ? 0 : 1;
      for (int k = 0; k < classes; k++) {
        targets[i * classes + k] =
            t < 0 ? 1f / classes : (float) consensus.probability(t, k);
      }
    }
    OutOfFold out =
        CrossFitting.run(
            SoftmaxTrainer.choices(),
            encoded.features(),
            encoded.folds(),
            new Targets(classes, targets, weights));
    float[][] byTask = new float[answers.tasks()][];
    for (int i = 0; i < rows; i++) {
      float[] row = new float[classes];
      for (int k = 0; k < classes; k++) {
        row[k] = out.probability(i, k);
      }
      byTask[answers.taskIndex(encoded.tasks().get(i))] = row;
    }
    return new Prediction(out, byTask);
  }

  /** How the out-of-fold predictions stand to the labels, and what they were judged by. */
  private SortedMap<String, Double> metrics(Consensus consensus, Prediction prediction) {
    int equal = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      float[] row = prediction.byTask()[t];
      if (row != null) {
        int best = 0;
        for (int k = 1; k < row.length; k++) {
          best = row[k] > row[best] ? k : best;
        }
        equal += best == consensus.labelIndex(t) ? 1 : 0;
      }
    }
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("agreement", (double) equal / encoded.tasks().size());
    metrics.put("crossEntropy", prediction.outOfFold().crossEntropy());
    return metrics;
  }
}
