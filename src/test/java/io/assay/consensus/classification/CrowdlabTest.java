package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrowdlabTest extends AggregatorContract {
  @Override
  Aggregator aggregator() {
    return new Crowdlab();
  }

  /** An average of votes is less sure of the labels, and so of the labelers, than a likelihood. */
  @Override
  double informativenessOfTheBest() {
    return 0.2;
  }

  @Test
  void smallCrowd_isWeighedByTheFormulas() {
    List<String[]> rows = new ArrayList<>();
    String[] ann = {"x", "y", "x", "y"};
    String[] bob = {"x", "y", "x", "x"};
    for (int t = 0; t < 4; t++) {
      rows.add(new String[] {"t" + t, "ann", ann[t]});
      rows.add(new String[] {"t" + t, "bob", bob[t]});
    }
    rows.add(new String[] {"t3", "cat", "y"});
    LabelPrior classifier =
        (task, labels) ->
            Optional.of(task.equals("t1") ? new double[] {0.4, 0.6} : new double[] {0.8, 0.2});
    Consensus consensus =
        new Crowdlab()
            .aggregate(SyntheticCrowd.answers(rows), Map.of(), classifier, Exclusions.none());
    // Y = x, y, x, y; the classifier errs on t3, and guessing one class errs on half.
    double right = (1 + 1 + 1 + 2 / 3.0) / 4;
    double annWeight = 1 - (1 - 4 / 5.0) / 0.5;
    double bobWeight = 1 - (1 - 3 / 5.0) / 0.5;
    double catWeight = 1 - (1 - 1 / 2.0) / 0.5 + 1e-6;
    double classifierWeight = (1 - 0.25 / 0.5) * Math.sqrt(9 / 4.0);
    double all = classifierWeight + annWeight + bobWeight + catWeight;
    double forY =
        classifierWeight * 0.2 + (annWeight + catWeight) * right + bobWeight * (1 - right);
    assertThat(forY / all).isLessThan(0.5);
    // So the second round takes x for t3: the labelers agree less, and the classifier never errs.
    right = (1 + 1 + 1 + 1 / 3.0) / 4;
    double commonest = 1 - 3 / 4.0;
    annWeight = 1 - (1 - 4 / 5.0) / commonest;
    all = Math.sqrt(9 / 4.0) + annWeight;
    double forX = Math.sqrt(9 / 4.0) * 0.8 + annWeight * (1 - right);
    assertThat(consensus.parameters()).containsEntry("classifier-weight", "1.500000");
    assertThat(consensus.label(3)).isEqualTo("x");
    assertThat(consensus.probability(3, 0)).isCloseTo(forX / all, within(1e-5));
  }

  @Test
  void goodClassifier_addsToTheLabelers_andABadOneTakesNothing() {
    SyntheticCrowd crowd = SyntheticCrowd.of(new Random(3), 400, 25, 3, 3);
    double alone = accuracy(crowd, LabelPrior.none());
    double helped = accuracy(crowd, classifier(crowd, 0.85));
    double misled = accuracy(crowd, classifier(crowd, 0.2));
    assertThat(helped).isGreaterThan(alone + 0.05);
    assertThat(misled).isGreaterThan(alone - 0.02);
  }

  private static double accuracy(SyntheticCrowd crowd, LabelPrior prior) {
    Consensus consensus =
        new Crowdlab().aggregate(crowd.answers(), Map.of(), prior, Exclusions.none());
    return new RealCrowds.Crowd(crowd.answers(), crowd.truth()).accuracy(consensus);
  }

  /** Right with this probability, and 0.8 sure whatever it says. */
  private static LabelPrior classifier(SyntheticCrowd crowd, double skill) {
    return (task, labels) -> {
      Random random = new Random(task.hashCode());
      int right = labels.indexOf(crowd.truth().get(task));
      boolean hit = random.nextDouble() < skill;
      int said = hit ? right : (right + 1 + random.nextInt(labels.size() - 1)) % labels.size();
      double[] distribution = new double[labels.size()];
      for (int k = 0; k < distribution.length; k++) {
        distribution[k] = k == said ? 0.8 : 0.2 / (labels.size() - 1);
      }
      return Optional.of(distribution);
    };
  }
}
