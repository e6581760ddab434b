package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Crowdlab;
import io.assay.consensus.classification.HierarchicalDawidSkene;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.MajorityVote;
import io.assay.validation.heads.SimulatedCrowd.Quality;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One crowd's labels of one set by every method. All that use a classifier use heads of the same
 * trainers on the same folds, out of fold.
 *
 * @param quality by method
 * @param model what came of consensus with a model
 * @param classifierAccuracy of the heads alone, in the last round of consensus with a model
 */
record ModelComparison(
    Map<Method, Quality> quality, ModelInTheLoop.Outcome model, double classifierAccuracy) {
  private static final Aggregator CONSENSUS = Aggregators.DEFAULT;

  /** How labels are found. */
  enum Method {
    MAJORITY,
    /** The crowd alone, by the method of choice. */
    CONSENSUS,
    /** What this package does. */
    CONSENSUS_WITH_MODEL,
    /** Whose classifier learned from the majority. */
    CROWDLAB,
    /** Whose classifier learned from CROWDLAB's own labels. */
    CROWDLAB_TWICE,
    /** That is given the last predictions of consensus with a model. */
    CROWDLAB_WITH_ITS_MODEL,
    /** Dawid and Skene's with the prediction in place of the shares; learned from itself. */
    DAWID_SKENE_WITH_MODEL
  }

  static <M> ModelComparison of(MadeUpSet<M> set, SimulatedCrowd crowd) {
    return new Run<>(set, crowd).all();
  }

  private record Run<M>(MadeUpSet<M> set, SimulatedCrowd crowd) {
    private Answers answers() {
      return crowd.answers();
    }

    ModelComparison all() {
      EnumMap<Method, Quality> quality = new EnumMap<>(Method.class);
      Consensus majority = new MajorityVote().aggregate(answers(), Map.of());
      quality.put(Method.MAJORITY, crowd.judge(majority));
      quality.put(Method.CONSENSUS, crowd.judge(CONSENSUS.aggregate(answers(), Map.of())));
      ModelInTheLoop.Outcome outcome =
          new ModelInTheLoop<M>(
                  CONSENSUS,
                  set.trainers(),
                  set.features(),
                  set.folds(),
                  task -> answers().taskIndex(task))
              .run(answers(), Map.of(), Exclusions.none());
      Exclusions exclusions = outcome.exclusions(Exclusions.none());
      quality.put(
          Method.CONSENSUS_WITH_MODEL,
          crowd.judge(CONSENSUS.aggregate(answers(), Map.of(), outcome.prior(), exclusions)));
      Consensus crowdlab = with(new Crowdlab(), predict(majority));
      quality.put(Method.CROWDLAB, crowd.judge(crowdlab));
      quality.put(Method.CROWDLAB_TWICE, crowd.judge(with(new Crowdlab(), predict(crowdlab))));
      quality.put(
          Method.CROWDLAB_WITH_ITS_MODEL, crowd.judge(with(new Crowdlab(), outcome.predictions())));
      Aggregator dawidSkene = new HierarchicalDawidSkene();
      Consensus first = with(dawidSkene, predict(dawidSkene.aggregate(answers(), Map.of())));
      quality.put(Method.DAWID_SKENE_WITH_MODEL, crowd.judge(with(dawidSkene, predict(first))));
      return new ModelComparison(quality, outcome, accuracy(outcome.predictions()));
    }

    private Consensus with(Aggregator aggregator, OutOfFold predictions) {
      return aggregator.aggregate(answers(), Map.of(), prior(predictions), Exclusions.none());
    }

    private OutOfFold predict(Consensus consensus) {
      int classes = answers().labels();
      float[] probability = new float[answers().tasks() * classes];
      for (int i = 0; i < probability.length; i++) {
        probability[i] = (float) consensus.probability(i / classes, i % classes);
      }
      return CrossFitting.run(
          set.trainers(), set.features(), set.folds(), Targets.of(classes, probability));
    }

    private LabelPrior prior(OutOfFold predictions) {
      return (task, labels) -> {
        double[] row = new double[predictions.classes()];
        Arrays.setAll(row, k -> predictions.probability(answers().taskIndex(task), k));
        return Optional.of(row);
      };
    }

    private double accuracy(OutOfFold predictions) {
      int right = 0;
      for (int i = 0; i < crowd.truth().length; i++) {
        int best = 0;
        for (int k = 1; k < predictions.classes(); k++) {
          best = predictions.probability(i, k) > predictions.probability(i, best) ? k : best;
        }
        right += answers().label(best).equals("class" + crowd.truth()[i]) ? 1 : 0;
      }
      return (double) right / crowd.truth().length;
    }
  }
}
