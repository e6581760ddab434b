package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.validation.features.SparseMatrix;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

class TribuoHeadTest {
  private static final int CLASSES = 3;
  private static final SyntheticTexts TEXTS =
      SyntheticTexts.of(new SplittableRandom(31), 800, CLASSES, 30, 0.4);
  private static final int[] ROWS = SyntheticTexts.range(0, 600);

  private final SoftmaxHead head =
      SoftmaxTrainer.usual().train(TEXTS.features(), ROWS, TEXTS.targets(CLASSES));
  private final MutableDataset<Label> examples =
      TribuoReference.examples(TEXTS.features(), ROWS, TEXTS.targets(CLASSES));
  private final TribuoHead model = new TribuoHeadTrainer().train(examples, Map.of());

  private void isTheHead(Model<Label> one) {
    for (int row = 600; row < 800; row++) {
      float[] expected = head.logOdds(TEXTS.features(), new int[] {row});
      PortableMath.softmax(expected, 0, CLASSES);
      Prediction<Label> prediction = one.predict(TribuoHead.example(TEXTS.features(), row));
      for (int k = 0; k < CLASSES; k++) {
        Label label = prediction.getOutputScores().get(TribuoReference.labelName(k));
        assertThat(label.getScore()).isCloseTo(expected[k], within(2e-5));
      }
    }
  }

  @Test
  void tribuoTrainer_trainsTheSameHead() {
    isTheHead(model);
    assertThat(new LabelEvaluator().evaluate(model, examples).accuracy()).isGreaterThan(0.9);
    assertThat(model.getExcuse(examples.getExample(0))).isPresent();
  }

  @Test
  void face_saysWhatTheHeadSays() {
    List<String> labels = List.of("00000", "00001", "00002");
    isTheHead(TribuoHead.of(head, labels, model.getProvenance()));
    assertThatThrownBy(() -> TribuoHead.of(head, labels.subList(0, 2), model.getProvenance()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void model_comesBackFromItsProtocolBuffer_withItsProvenance() {
    Model<?> read = Model.deserialize(model.serialize());
    assertThat(read).isInstanceOf(TribuoHead.class);
    isTheHead(read.castModel(Label.class));
    assertThat(read.getProvenance()).isEqualTo(model.getProvenance());
    assertThat(read.getProvenance().toString())
        .contains("strength=" + SoftmaxTrainer.usual().strength());
  }

  @Test
  void weightsOfExamples_count() {
    MutableDataset<Label> weighed =
        TribuoReference.examples(TEXTS.features(), ROWS, TEXTS.targets(CLASSES));
    weighed.forEach(
        example ->
            example.setWeight(example.getOutput().getLabel().equals("00000") ? 100f : 0.01f));
    TribuoHead biased = new TribuoHeadTrainer().train(weighed, Map.of());
    int first = 0;
    for (int row = 600; row < 800; row++) {
      Prediction<Label> prediction = biased.predict(TribuoHead.example(TEXTS.features(), row));
      first += prediction.getOutput().getLabel().equals("00000") ? 1 : 0;
    }
    assertThat(first).isGreaterThan(180);
  }

  @Test
  void reference_learnsFromSoftTargets() {
    float[] soft = TEXTS.targets(CLASSES).probability();
    for (int i = 0; i < soft.length; i++) {
      soft[i] = 0.8f * soft[i] + 0.2f / CLASSES;
    }
    int[] rows = SyntheticTexts.range(600, 800);
    Head<SparseMatrix> trained =
        TribuoReference.usual().train(TEXTS.features(), ROWS, Targets.of(CLASSES, soft));
    double[] judged = TEXTS.judge(trained.logOdds(TEXTS.features(), rows), rows, CLASSES);
    assertThat(judged[1]).isGreaterThan(0.7);
  }
}
