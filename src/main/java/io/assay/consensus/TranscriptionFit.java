package io.assay.consensus;

import io.assay.consensus.KindEstimate.ItemLabel;
import io.assay.consensus.classification.Reliability;
import io.assay.consensus.text.Rover;
import io.assay.consensus.text.TextAnswer;
import io.assay.consensus.text.TextConsensus;
import io.assay.consensus.text.TextEstimate;
import io.assay.dataset.LabelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of transcripts by {@link Rover}; the confidence is the share of the words expected to be
 * right. A text longer than the schema takes gives way to the answer closest to all.
 */
final class TranscriptionFit {
  private TranscriptionFit() {}

  static SchemaConsensus.Result estimate(LabelSchema.Transcription schema, FitInput input) {
    List<TextAnswer> answers = new ArrayList<>();
    input.forEach(
        vote ->
            answers.add(new TextAnswer(vote.item(), vote.labeler(), vote.label(), vote.weight())));
    TextConsensus consensus = new Rover().estimate(answers, input.gold());
    Map<String, ItemLabel> items = new TreeMap<>();
    for (TextEstimate one : consensus.items()) {
      boolean taken = !one.text().isEmpty() && one.text().length() <= schema.maxLength();
      String label = taken ? one.text() : one.medoid();
      items.put(one.item(), ItemLabel.of(label, one.confidence()));
    }
    List<Reliability> labelers =
        consensus.labelers().stream()
            .map(
                one ->
                    new Reliability(
                        one.labeler(),
                        one.answers(),
                        one.accuracy(),
                        one.accuracyLow(),
                        one.accuracyHigh(),
                        0)) // Of free text there is no finite uncertainty to take away.
            .toList();
    return new SchemaConsensus.Result("rover", items, labelers, 0);
  }
}
