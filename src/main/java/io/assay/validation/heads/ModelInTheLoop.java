package io.assay.validation.heads;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/*
 * Two rounds, each done twice. On the answers that were kept: consensus gives T, heads trained on T give
 * P out of fold, and the held-out answers tell the weight w of P. On all answers the same is done with
 * that weight, so no answer judges a prediction it was behind; small crowds do it in two turns, so
 * that all their items have a say. The second round begins from consensus
 * with the prior of the first; its P are better and surer, so their weight is told anew. More rounds
 * would let heads believe what other heads have said.
 *
 * Where the weight is not earned, the prior knows nothing and consensus is the same bits as without a
 * model.
 */
/**
 * Lets consensus and a head teach each other: what labelers answered trains a head, and what the
 * head says of items it has not seen stands in for the shares of the classes. Source: Raykar et al.
 * (2010), Learning from crowds; here with predictions out of fold and a weight from held-out
 * answers.
 *
 * @param <M> the matrix of features
 */
public final class ModelInTheLoop<M> {
  private static final int ROUNDS = 2;

  /**
   * Some of a farm that half of the labelers are in are found only beside a model without the
   * others.
   */
  private static final int SEARCHES = 3;

  private final Aggregator aggregator;
  private final List<? extends HeadTrainer<M>> trainers;
  private final M features;
  private final int[] folds;
  private final ToIntFunction<String> rowOf;

  /**
   * A loop over items.
   *
   * @param trainers to choose from
   * @param features of all items, answered or not
   * @param folds of each row of the features
   * @param rowOf the row of a task, or -1 for a task without features
   */
  public ModelInTheLoop(
      Aggregator aggregator,
      List<? extends HeadTrainer<M>> trainers,
      M features,
      int[] folds,
      ToIntFunction<String> rowOf) {
    this.aggregator = aggregator;
    this.trainers = List.copyOf(trainers);
    this.features = features;
    this.folds = folds.clone();
    this.rowOf = rowOf;
  }

  /**
   * What came of it.
   *
   * @param prior for consensus over the same answers; knows nothing where no weight was earned
   * @param weights of the rounds; the last of them is that of the prior if it was earned
   * @param predictions of all rows of the features, by the heads of the last round
   * @param labels the names of the classes, in the order of the predictions
   * @param echoes labelers whose answers are the model's; none judged or trained it in the end
   */
  public record Outcome(
      LabelPrior prior,
      List<ModelWeight> weights,
      OutOfFold predictions,
      List<String> labels,
      SortedSet<String> echoes) {
    /** The exclusions, and beside them the echoes ignored: what they say the prior says. */
    public Exclusions exclusions(Exclusions given) {
      return given.ignoring(echoes);
    }
  }

  /** The beliefs of one fit, and what heads make of them. */
  @SuppressWarnings("ArrayRecordComponent") // As long as the answers have tasks.
  private record Round(Consensus consensus, OutOfFold predictions, float[] @Nullable [] byTask) {}

  /**
   * Trains heads and weighs them.
   *
   * @param gold known labels by task
   */
  public Outcome run(Answers seen, Map<String, String> gold, Exclusions exclusions) {
    Answers answers = seen.labelsWith(goldLabels(seen, gold));
    SortedSet<String> echoes = new TreeSet<>();
    for (int search = 0; search < SEARCHES; search++) {
      Outcome outcome = rounds(answers, gold, exclusions.ignoring(echoes), echoes, true);
      if (outcome.echoes().equals(echoes)) {
        return outcome;
      }
      echoes = outcome.echoes();
    }
    return rounds(answers, gold, exclusions.ignoring(echoes), echoes, false);
  }

  /** All rounds; or the first alone, where it finds more echoes. */
  private Outcome rounds(
      Answers answers,
      Map<String, String> gold,
      Exclusions exclusions,
      SortedSet<String> knownEchoes,
      boolean search) {
    // What echoes say must not even move the choice of the answers that judge.
    List<HeldOutAnswers> turns = HeldOutAnswers.of(without(answers, knownEchoes));
    List<ModelWeight> weights = new ArrayList<>();
    List<LabelPrior> priorsOfKept = Collections.nCopies(turns.size(), LabelPrior.none());
    LabelPrior prior = LabelPrior.none();
    Round last = null;
    for (int round = 0; round < ROUNDS; round++) {
      List<ModelWeight.Turn> kept = new ArrayList<>();
      for (int turn = 0; turn < turns.size(); turn++) {
        Round one = round(turns.get(turn).kept(), gold, priorsOfKept.get(turn), exclusions);
        kept.add(new ModelWeight.Turn(turns.get(turn), one.consensus().confusions(), one.byTask()));
      }
      ModelWeight weight = ModelWeight.fit(kept, exclusions);
      weights.add(weight);
      last = round(answers, gold, prior, exclusions);
      Confusions all = last.consensus().confusions();
      if (round == 0 && search) {
        SortedSet<String> echoes = echoes(answers, exclusions, kept, last);
        if (!echoes.isEmpty()) {
          echoes.addAll(knownEchoes);
          return outcome(prior, weights, last, answers, echoes);
        }
      }
      if (!weight.earned()) {
        break;
      }
      priorsOfKept =
          kept.stream()
              .map(
                  turn ->
                      weight.prior(
                          turn.heldOut().kept(), turn.confusions().share(), turn.predictions()))
              .toList();
      prior = weight.prior(answers, all.share(), last.byTask());
    }
    return outcome(prior, weights, Objects.requireNonNull(last), answers, knownEchoes);
  }

  /**
   * Labelers whose answers are the model's. Heads doubt more than they need to, and beside a model
   * that doubts who is often right looks like its echo: so those suspected beside the predictions
   * as they are do not judge the model, and are suspected still beside the predictions at the
   * weight that all others give them.
   */
  private static SortedSet<String> echoes(
      Answers answers, Exclusions exclusions, List<ModelWeight.Turn> kept, Round last) {
    double[] share = last.consensus().confusions().share();
    ModelEcho search =
        new ModelEcho(answers, last.consensus().confusions(), exclusions, last.byTask());
    Set<String> suspected =
        search.find(ModelWeight.prior(answers, share, last.byTask(), 1), labeler -> true);
    if (suspected.isEmpty()) {
      return new TreeSet<>();
    }
    ModelWeight all = ModelWeight.fit(kept, exclusions);
    ModelWeight byOthers = ModelWeight.fit(kept, exclusions.ignoring(suspected));
    // Whoever gave half of the answers is the crowd.
    boolean few = byOthers.heldOut() < all.heldOut() / 2;
    double weight = few ? all.best() : byOthers.best();
    double half = Math.sqrt(Math.max(1, weight));
    return search.find(ModelWeight.prior(answers, share, last.byTask(), half), suspected::contains);
  }

  private static Outcome outcome(
      LabelPrior prior,
      List<ModelWeight> weights,
      Round last,
      Answers answers,
      SortedSet<String> echoes) {
    return new Outcome(
        prior, List.copyOf(weights), last.predictions(), answers.labelNames(), echoes);
  }

  private static Answers without(Answers answers, SortedSet<String> labelers) {
    if (labelers.isEmpty()) {
      return answers;
    }
    Answers.Builder rest = Answers.builder();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        String labeler = answers.labeler(answers.labelerAt(p));
        if (!labelers.contains(labeler)) {
          rest.add(answers.task(t), labeler, answers.label(answers.labelAt(p)));
        }
      }
    }
    return rest.build().labelsWith(new TreeSet<>(answers.labelNames()));
  }

  private static Set<String> goldLabels(Answers answers, Map<String, String> gold) {
    TreeSet<String> labels = new TreeSet<>();
    gold.forEach(
        (task, label) -> {
          if (answers.taskIndex(task) >= 0) {
            labels.add(label);
          }
        });
    return labels;
  }

  private Round round(
      Answers answers, Map<String, String> gold, LabelPrior prior, Exclusions exclusions) {
    Consensus consensus = aggregator.aggregate(answers, gold, prior, exclusions);
    int classes = answers.labels();
    float[] probability = new float[folds.length * classes];
    float[] weight = new float[folds.length];
    for (int t = 0; t < answers.tasks(); t++) {
      int row = rowOf.applyAsInt(answers.task(t));
      if (row >= 0) {
        weight[row] = 1;
        for (int k = 0; k < classes; k++) {
          probability[row * classes + k] = (float) consensus.probability(t, k);
        }
      }
    }
    Targets targets = new Targets(classes, probability, weight);
    OutOfFold predictions = CrossFitting.run(trainers, features, folds, targets);
    return new Round(consensus, predictions, byTask(answers, predictions));
  }

  private float[] @Nullable [] byTask(Answers answers, OutOfFold predictions) {
    float[] @Nullable [] byTask = new float[answers.tasks()][];
    for (int t = 0; t < byTask.length; t++) {
      int row = rowOf.applyAsInt(answers.task(t));
      if (row >= 0) {
        float[] prediction = new float[predictions.classes()];
        for (int k = 0; k < prediction.length; k++) {
          prediction[k] = predictions.probability(row, k);
        }
        byTask[t] = prediction;
      }
    }
    return byTask;
  }
}
