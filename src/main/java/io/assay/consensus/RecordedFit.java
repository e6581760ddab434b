package io.assay.consensus;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.ConsensusCsv;
import io.assay.consensus.classification.CountedVotes;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.Reliability;
import io.assay.dataset.LabelSchema;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A fit worked out again from what was recorded of it, by the code that made it, without a server
 * or a database. Names of items and labelers may be others than they were as long as their order is
 * the same: the order is all that a fit takes from a name.
 */
public final class RecordedFit {
  /**
   * All that a fit is made from.
   *
   * @param gold known labels by item
   * @param pairs what each item compares, left and right, where the schema compares things
   */
  public record Input(
      LabelSchema schema,
      Answers answers,
      Map<String, String> gold,
      LabelPrior prior,
      Exclusions exclusions,
      Map<String, List<String>> pairs) {}

  private final Estimate estimate;

  private RecordedFit(Estimate estimate) {
    this.estimate = estimate;
  }

  /**
   * Fits again.
   *
   * @throws RuntimeException if the answers are none of the schema
   */
  public static RecordedFit of(Input input) {
    Map<String, SchemaConsensus.Pair> pairs = new TreeMap<>();
    input
        .pairs()
        .forEach((item, two) -> pairs.put(item, new SchemaConsensus.Pair(two.get(0), two.get(1))));
    FitInput again = new FitInput(input.answers(), input.gold(), input.prior(), input.exclusions());
    return new RecordedFit(SchemaConsensus.estimate(input.schema(), again, () -> pairs));
  }

  public String method() {
    return estimate.method();
  }

  /** Returns the label of each item with its confidence as CSV, sorted by item. */
  public String labelsCsv() {
    StringWriter text = new StringWriter();
    try (ConsensusCsv csv = new ConsensusCsv(text)) {
      for (int t = 0; t < estimate.answers().tasks(); t++) {
        csv.row(estimate.answers().task(t), estimate.label(t), estimate.confidence(t));
      }
    }
    return text.toString();
  }

  /** The labelers in the order of their names. */
  public List<Reliability> reliabilities() {
    return estimate.reliabilities();
  }

  /** The fit as a weighted vote; none where answers are no classes. */
  public Optional<CountedVotes> countedVotes() {
    return estimate instanceof ClassEstimate classes
        ? Optional.of(classes.consensus().countedVotes())
        : Optional.empty();
  }
}
