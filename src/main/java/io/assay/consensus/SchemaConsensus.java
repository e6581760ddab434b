package io.assay.consensus;

import io.assay.consensus.KindEstimate.ItemLabel;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Reliability;
import io.assay.dataset.LabelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The method that each label schema takes. A label it gives is one that its schema reads, and the
 * known label of an item is its label.
 */
final class SchemaConsensus {
  /** The two things that an item puts beside each other. */
  record Pair(String left, String right) {}

  /** What a method says: labels by item, and the labelers. */
  record Result(
      String method, Map<String, ItemLabel> items, List<Reliability> labelers, int iterations) {}

  private SchemaConsensus() {}

  /**
   * Estimates the items and labelers of a dataset.
   *
   * @param pairs what is compared, by item; asked for only where things are compared
   */
  static Estimate estimate(LabelSchema schema, FitInput input, Supplier<Map<String, Pair>> pairs) {
    if (schema instanceof LabelSchema.Choice) {
      return classes(input);
    }
    if (schema instanceof LabelSchema.Pairwise pairwise) {
      return PairFit.estimate(pairwise, input, pairs.get());
    }
    if (schema instanceof LabelSchema.MultiChoice choice) {
      return complete(input, OptionFit.estimate(choice, input));
    }
    if (schema instanceof LabelSchema.Rating rating) {
      return complete(input, RatingFit.estimate(rating, input));
    }
    if (schema instanceof LabelSchema.Transcription transcription) {
      return complete(input, TranscriptionFit.estimate(transcription, input));
    }
    return complete(input, ObjectFit.estimate(schema, input));
  }

  static ClassEstimate classes(FitInput input) {
    return new ClassEstimate(
        Aggregators.DEFAULT.aggregate(
            input.answers(), input.gold(), input.prior(), input.exclusions()));
  }

  private static KindEstimate complete(FitInput input, Result result) {
    return new KindEstimate(
        result.method(),
        input.answers(),
        labels(input, result.items()),
        result.labelers(),
        WrittenAgreement.of(input),
        result.iterations(),
        known(input));
  }

  static int known(FitInput input) {
    return (int)
        input.gold().keySet().stream().filter(item -> input.answers().taskIndex(item) >= 0).count();
  }

  /** The labels of all tasks by number, known ones before estimated ones. */
  static List<ItemLabel> labels(FitInput input, Map<String, ItemLabel> byItem) {
    List<ItemLabel> labels = new ArrayList<>();
    for (int t = 0; t < input.answers().tasks(); t++) {
      String item = input.answers().task(t);
      String known = input.gold().get(item);
      ItemLabel estimated = byItem.get(item);
      if (known != null) {
        labels.add(ItemLabel.of(known, 1));
      } else if (estimated != null) {
        labels.add(estimated);
      } else {
        throw new IllegalStateException("no estimate of item " + item);
      }
    }
    return labels;
  }
}
