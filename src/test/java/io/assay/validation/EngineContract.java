package io.assay.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every engine must do, and do the same each time. */
abstract class EngineContract {
  abstract ValidationEngine engine();

  private static final List<String> TEXTS =
      List.of(
          "ice on the bridge", "black ice again", "deep pothole", "pothole ahead", "桥面结冰", "路上有坑");

  private static double[][] targets() {
    return new double[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 1}};
  }

  @Test
  void head_learnsItsExamples() {
    List<SparseVector> vectors = engine().encode(TEXTS);
    double[][] scores = engine().score(engine().train(vectors, targets(), 1e-4), vectors);
    for (int i = 0; i < scores.length; i++) {
      assertThat(scores[i][0] > scores[i][1]).isEqualTo(targets()[i][0] == 1);
    }
  }

  @Test
  void sameInput_givesSameBits() {
    List<SparseVector> vectors = engine().encode(TEXTS);
    double[][] once = engine().score(engine().train(vectors, targets(), 1e-4), vectors);
    double[][] again =
        engine().score(engine().train(engine().encode(TEXTS), targets(), 1e-4), vectors);
    assertThat(again).isDeepEqualTo(once);
  }

  @Test
  void softTargets_pullLessThanCertainOnes() {
    List<SparseVector> vectors = engine().encode(TEXTS);
    double[][] soft = new double[TEXTS.size()][];
    for (int i = 0; i < soft.length; i++) {
      soft[i] = targets()[i][0] == 1 ? new double[] {0.7, 0.3} : new double[] {0.3, 0.7};
    }
    double certain = margin(vectors, targets());
    assertThat(margin(vectors, soft)).isPositive().isLessThan(certain);
  }

  private double margin(List<SparseVector> vectors, double[][] targets) {
    double[] first = engine().score(engine().train(vectors, targets, 1e-4), vectors)[0];
    return first[0] - first[1];
  }

  @Test
  void emptyAndOddTexts_areEncoded() {
    List<String> odd = new ArrayList<>(List.of("", "   ", "!!!", "😀", "a".repeat(50_000)));
    assertThat(engine().encode(odd)).hasSize(odd.size());
  }
}
