package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

class ConsensusTrainerTest {
  private static final SyntheticCrowd CROWD = SyntheticCrowd.of(new Random(3), 200, 12, 3, 5);
  private static final Map<String, String> GOLD = Map.of("t3", "c1", "t4", "c2");

  private final Dataset<Label> dataset = AnswersDataset.of(CROWD.answers(), GOLD);
  private final ConsensusModel model = new ConsensusTrainer("assay").train(dataset, Map.of());

  @Test
  void dataset_holdsTheAnswersAndWhatIsKnown() {
    assertThat(dataset.size()).isEqualTo(200);
    assertThat(AnswersHash.of(AnswersDataset.answers(dataset), AnswersDataset.gold(dataset)))
        .isEqualTo(AnswersHash.of(CROWD.answers(), GOLD));
  }

  @Test
  void prediction_isTheTemperedPosteriorOfTheSameFit() {
    Confusions known = Aggregators.DEFAULT.aggregate(CROWD.answers(), GOLD).confusions();
    TreeMap<String, String> votes = new TreeMap<>(Map.of("w1", "c0", "w2", "c2", "w3", "c2"));
    double[] expected = new double[known.labels().size()];
    for (int k = 0; k < expected.length; k++) {
      double logJoint = Math.log(known.share()[k]);
      for (Map.Entry<String, String> vote : votes.entrySet()) {
        int label = known.labels().indexOf(vote.getValue());
        logJoint += Math.log(known.given(vote.getKey(), label, k));
      }
      expected[k] = known.inverseTemperature() * logJoint;
    }
    Votes.softmax(expected, 0, expected.length);
    Prediction<Label> prediction = model.predict(AnswersDataset.example(votes));
    assertThat(prediction.getOutput().getLabel())
        .isEqualTo(ItemConsensus.estimate(known, votes, Optional.empty()).label());
    for (int k = 0; k < expected.length; k++) {
      assertThat(prediction.getOutputScores().get(known.labels().get(k)).getScore())
          .isCloseTo(expected[k], within(1e-6));
    }
  }

  @Test
  void provenance_namesMethodParametersAndAnswers() {
    String provenance = model.getProvenance().toString();
    assertThat(provenance)
        .contains(AnswersHash.of(CROWD.answers(), GOLD))
        .contains("method=assay")
        .contains("weight.strength");
  }

  @Test
  void model_writtenAndRead_predictsTheSame() {
    Model<?> read = Model.deserialize(model.serialize());
    Model<Label> again = read.castModel(Label.class);
    for (int i = 0; i < dataset.size(); i++) {
      assertThat(again.predict(dataset.getExample(i)).getOutputScores())
          .isEqualTo(model.predict(dataset.getExample(i)).getOutputScores());
    }
    assertThat(again.getProvenance()).isEqualTo(model.getProvenance());
  }

  @Test
  void excuse_namesTheAnswersThatMadeTheLabel() {
    TreeMap<String, String> votes = new TreeMap<>(Map.of("w1", "c0", "w2", "c0"));
    assertThat(model.getExcuse(AnswersDataset.example(votes)).orElseThrow().getScores().get("c0"))
        .extracting(pair -> pair.getA())
        .contains("w1\u0001c0", "w2\u0001c0");
  }

  @Test
  void evaluator_ofTribuo_takesTheModel() {
    double accuracy = new LabelEvaluator().evaluate(model, dataset).accuracy();
    assertThat(accuracy).isGreaterThan(0.8);
  }

  @Test
  void unknownMethod_isRefused() {
    assertThatThrownBy(() -> new ConsensusTrainer("guess"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("guess");
  }
}
