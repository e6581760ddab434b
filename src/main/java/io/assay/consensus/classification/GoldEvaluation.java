package io.assay.consensus.classification;

import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.assay.consensus.answers.Answers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.provenance.ModelProvenance;

/**
 * How right a fit is on items whose label is known, each foretold as if it were not, by Tribuo's
 * {@link LabelEvaluator}.
 *
 * @param items number of known labels with answers
 * @param accuracy share foretold right
 * @param macroF1 mean F1 of the classes that are known or foretold of some item
 * @param classes those classes, in order
 * @param confusion what was foretold of what, in order of truth and label; zeros left out
 */
public record GoldEvaluation(
    int items, double accuracy, double macroF1, List<ClassFigures> classes, List<Cell> confusion) {
  /**
   * Figures of one class.
   *
   * @param items known to be of the class
   * @param precision share right of those foretold so; null where none is
   * @param recall share right of those that are so; null where none is
   * @param f1 harmonic mean of precision and recall, 2 right / (foretold + known)
   */
  public record ClassFigures(
      String label, int items, @Nullable Double precision, @Nullable Double recall, double f1) {}

  /** So many items of a class were foretold to have a label. */
  public record Cell(String truth, String label, int items) {}

  /** Evaluates what a fit foretells; empty where it foretells nothing known. */
  public static Optional<GoldEvaluation> of(Consensus consensus) {
    List<GoldForetold> foretold = consensus.goldForetold();
    if (foretold.isEmpty()) {
      return Optional.empty();
    }
    LabelEvaluation evaluation = evaluate(consensus, foretold);
    TreeMap<String, TreeMap<String, Integer>> counts = new TreeMap<>();
    TreeMap<String, ClassFigures> classes = new TreeMap<>();
    double sumF1 = 0;
    for (String name : consensus.answers().labelNames()) {
      Label label = new Label(name);
      double items = evaluation.tp(label) + evaluation.fn(label);
      if (items + evaluation.fp(label) > 0) {
        double f1 = evaluation.f1(label);
        double right = Double.isNaN(f1) ? 0 : f1; // Tribuo divides 0 by 0 where none is right.
        sumF1 += right;
        classes.put(
            name,
            new ClassFigures(
                name,
                (int) items,
                ratio(evaluation.precision(label), evaluation.tp(label) + evaluation.fp(label)),
                ratio(evaluation.recall(label), items),
                Consensus.quantise(right)));
      }
    }
    for (GoldForetold one : foretold) {
      counts
          .computeIfAbsent(one.known(), truth -> new TreeMap<>())
          .merge(one.label(), 1, Integer::sum);
    }
    List<Cell> cells = new ArrayList<>();
    counts.forEach(
        (truth, row) -> row.forEach((label, items) -> cells.add(new Cell(truth, label, items))));
    return Optional.of(
        new GoldEvaluation(
            foretold.size(),
            Consensus.quantise(evaluation.accuracy()),
            Consensus.quantise(sumF1 / classes.size()),
            List.copyOf(classes.values()),
            List.copyOf(cells)));
  }

  private static @Nullable Double ratio(double value, double of) {
    return of > 0 ? Consensus.quantise(value) : null;
  }

  private static LabelEvaluation evaluate(Consensus consensus, List<GoldForetold> foretold) {
    Answers all = consensus.answers();
    Answers.Builder answers = Answers.builder();
    Map<String, String> gold = new TreeMap<>();
    Map<String, GoldForetold> byTask = new TreeMap<>();
    for (GoldForetold one : foretold) {
      gold.put(one.task(), one.known());
      byTask.put(one.task(), one);
      int t = all.taskIndex(one.task());
      for (int p = all.taskStart(t); p < all.taskEnd(t); p++) {
        answers.add(one.task(), all.labeler(all.labelerAt(p)), all.label(all.labelAt(p)));
      }
    }
    Dataset<Label> dataset = AnswersDataset.of(answers.build(), gold);
    List<Prediction<Label>> predictions = new ArrayList<>();
    for (Example<Label> example : dataset) {
      String task = example.getMetadataValue(AnswersDataset.TASK).orElseThrow().toString();
      GoldForetold one = byTask.get(task);
      if (one != null) {
        Map<String, Label> scores = new TreeMap<>();
        one.posterior().forEach((label, score) -> scores.put(label, new Label(label, score)));
        Label label = new Label(one.label(), one.confidence());
        predictions.add(new Prediction<>(label, scores, example.size(), example, true));
      }
    }
    ModelProvenance provenance =
        new ModelProvenance(
            ConsensusModel.class.getName(),
            OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC),
            dataset.getProvenance(),
            new ConsensusTrainer(consensus.method()).getProvenance(),
            Map.of("evaluated", new StringProvenance("evaluated", "gold foretold")));
    ConsensusModel model = ConsensusModel.of(consensus.confusions(), dataset, provenance);
    return new LabelEvaluator().evaluate(model, predictions, dataset.getProvenance());
  }
}
