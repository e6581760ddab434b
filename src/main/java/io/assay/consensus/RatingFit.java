package io.assay.consensus;

import com.fasterxml.jackson.databind.node.DecimalNode;
import io.assay.consensus.KindEstimate.ItemLabel;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Reliability;
import io.assay.consensus.numeric.NumericConsensus;
import io.assay.consensus.numeric.NumericEstimate;
import io.assay.consensus.numeric.Rating;
import io.assay.consensus.numeric.RobustMean;
import io.assay.consensus.pairwise.NormalDistribution;
import io.assay.dataset.LabelSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/*
 * The posterior mean is brought to the closest step of the scale; it is right where the true value is
 * closer to it than to the next step, N(value, standard error) between half a step below and above,
 * beyond the ends of the scale included. A scale without steps counts a twentieth of it as one.
 */
/** Labels of ratings by {@link RobustMean}. */
final class RatingFit {
  private static final double STEPS_OF_A_SMOOTH_SCALE = 20;

  private RatingFit() {}

  static SchemaConsensus.Result estimate(LabelSchema.Rating schema, FitInput input) {
    List<Rating> ratings = new ArrayList<>();
    input.forEach(
        vote ->
            ratings.add(
                new Rating(
                    vote.item(), vote.labeler(), Double.parseDouble(vote.label()), vote.weight())));
    Map<String, Double> gold = new TreeMap<>();
    input.gold().forEach((item, label) -> gold.put(item, Double.parseDouble(label)));
    double step = width(schema);
    NumericConsensus consensus = new RobustMean(step).estimate(ratings, gold, Map.of());
    Map<String, ItemLabel> items = new TreeMap<>();
    for (NumericEstimate one : consensus.items()) {
      BigDecimal closest = closest(schema, one.value());
      String label = schema.read(DecimalNode.valueOf(closest)).canonical();
      double confidence = confidence(schema, one, closest.doubleValue());
      items.put(one.item(), ItemLabel.of(label, Consensus.quantise(confidence)));
    }
    List<Reliability> labelers =
        consensus.labelers().stream()
            .map(
                one ->
                    new Reliability(
                        one.labeler(),
                        one.answers(),
                        one.reliability(),
                        one.reliabilityLow(),
                        one.reliabilityHigh(),
                        one.informativeness()))
            .toList();
    return new SchemaConsensus.Result("robust-mean", items, labelers, consensus.iterations());
  }

  private static double width(LabelSchema.Rating schema) {
    return schema.step() > 0
        ? schema.step()
        : (schema.max() - schema.min()) / STEPS_OF_A_SMOOTH_SCALE;
  }

  private static BigDecimal closest(LabelSchema.Rating schema, double value) {
    if (schema.step() <= 0) {
      double within = Math.max(schema.min(), Math.min(schema.max(), Consensus.quantise(value)));
      return BigDecimal.valueOf(within);
    }
    double most = Math.floor((schema.max() - schema.min()) / schema.step() + 1e-9);
    double steps = Math.rint((value - schema.min()) / schema.step());
    BigDecimal within = BigDecimal.valueOf(Math.max(0, Math.min(most, steps)));
    return BigDecimal.valueOf(schema.min()).add(BigDecimal.valueOf(schema.step()).multiply(within));
  }

  private static double confidence(LabelSchema.Rating schema, NumericEstimate one, double label) {
    if (one.standardError() <= 0) {
      return 1;
    }
    double half = width(schema) / 2;
    double above = (label + half - one.value()) / one.standardError();
    double below = (label - half - one.value()) / one.standardError();
    double up = label + half > schema.max() ? 1 : NormalDistribution.cumulative(above);
    double down = label - half < schema.min() ? 0 : NormalDistribution.cumulative(below);
    return Math.max(0, up - down);
  }
}
