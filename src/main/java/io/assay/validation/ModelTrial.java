package io.assay.validation;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.LabelPrior;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.heads.ModelInTheLoop;
import io.assay.validation.heads.ModelWeight;
import io.assay.validation.heads.OutOfFold;
import io.assay.validation.heads.SoftmaxTrainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/*
 * A model earns its place on answers nobody fitted (see ModelInTheLoop and ModelWeight). Where items
 * have no text, or the text says nothing, its weight is 0 and consensus is the same bits as without this
 * package.
 *
 * Labelers whose answers are the model's own would vote twice through it, so they neither train it nor
 * judge it, and consensus that is lent the prior does not count them: model and echoes vote once.
 */
/** Trains the validation model of texts on a crowd's consensus, and finds out what it is worth. */
final class ModelTrial {
  /** Fewer items with a text teach nothing worth testing. */
  static final int MIN_ITEMS = 40;

  /**
   * What came of it.
   *
   * @param tasks items with features, in the order of the predictions' rows
   * @param labels of the predictions
   * @param echoes labelers whose answers are the model's, by pseudonym
   */
  record Outcome(
      LabelPrior prior,
      ModelWeight weight,
      List<String> tasks,
      List<String> labels,
      OutOfFold predictions,
      SortedSet<String> echoes) {
    static Outcome nothing() {
      return new Outcome(
          LabelPrior.none(),
          ModelWeight.none(),
          List.of(),
          List.of(),
          new OutOfFold(0, new float[0], 1, 0, 0, 0),
          new TreeSet<>());
    }

    boolean isTried() {
      return !tasks.isEmpty();
    }

    /** Whether consensus is lent the predictions. */
    boolean earned() {
      return weight.earned();
    }

    float[] prediction(int row) {
      float[] prediction = new float[labels.size()];
      for (int k = 0; k < prediction.length; k++) {
        prediction[k] = predictions.probability(row, k);
      }
      return prediction;
    }
  }

  private ModelTrial() {}

  /**
   * Tries the model.
   *
   * @param exclusions whose answers count less
   * @param texts by task; tasks without one are left to the crowd
   */
  static Outcome run(
      Aggregator aggregator,
      Answers answers,
      Map<String, String> gold,
      Exclusions exclusions,
      Map<String, String> texts) {
    List<String> tasks = new ArrayList<>();
    List<String> ordered = new ArrayList<>();
    for (int t = 0; t < answers.tasks(); t++) {
      String text = texts.get(answers.task(t));
      if (text != null && !text.isBlank()) {
        tasks.add(answers.task(t));
        ordered.add(text);
      }
    }
    if (tasks.size() < MIN_ITEMS) {
      return Outcome.nothing();
    }
    return run(
        aggregator,
        answers,
        gold,
        exclusions,
        ItemFeatures.ofTexts(
            new TextEncoder(), tasks, ordered, features -> SoftmaxTrainer.choices()));
  }

  /**
   * Tries heads on features of any kind.
   *
   * @param features of items, answered or not; items without a row are left to the crowd
   */
  static <M> Outcome run(
      Aggregator aggregator,
      Answers answers,
      Map<String, String> gold,
      Exclusions exclusions,
      ItemFeatures<M> features) {
    if (features.tasks().size() < MIN_ITEMS || answers.labels() < 2) {
      return Outcome.nothing();
    }
    Map<String, Integer> rows = new HashMap<>();
    for (String task : features.tasks()) {
      rows.put(task, rows.size());
    }
    ModelInTheLoop.Outcome outcome =
        new ModelInTheLoop<>(
                aggregator,
                features.trainers(),
                features.matrix(),
                features.folds(),
                task -> rows.getOrDefault(task, -1))
            .run(answers, gold, exclusions);
    ModelWeight last = outcome.weights().get(outcome.weights().size() - 1);
    ModelWeight weight =
        outcome.weights().stream().filter(ModelWeight::earned).reduce((a, b) -> b).orElse(last);
    return new Outcome(
        outcome.prior(),
        weight,
        Collections.unmodifiableList(features.tasks()),
        outcome.labels(),
        outcome.predictions(),
        outcome.echoes());
  }
}
