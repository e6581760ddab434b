package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EmIterationsTest {
  private static final float STRENGTH = 2;

  private final CpuTwinEngine engine = new CpuTwinEngine();

  private static CrowdAnswers crowd(long seed, int items, int labelers, int classes, int[] truth) {
    SplittableRandom random = new SplittableRandom(seed);
    int each = 5;
    int[] start = new int[items + 1];
    int[] labeler = new int[items * each];
    int[] answer = new int[items * each];
    for (int i = 0; i < items; i++) {
      truth[i] = random.nextInt(classes);
      start[i + 1] = start[i] + each;
      for (int a = start[i]; a < start[i + 1]; a++) {
        labeler[a] = random.nextInt(labelers);
        boolean knows = random.nextInt(100) < 45 + 50 * labeler[a] / labelers;
        answer[a] = knows ? truth[i] : random.nextInt(classes);
      }
    }
    return new CrowdAnswers(labelers, classes, start, labeler, answer, null, null, null);
  }

  /** The same in doubles, the plain way. */
  private static double[] plain(CrowdAnswers crowd, int iterations) {
    int classes = crowd.classes();
    double[] posterior = new double[crowd.items() * classes];
    for (int i = 0; i < crowd.items(); i++) {
      int answers = crowd.start()[i + 1] - crowd.start()[i];
      for (int a = crowd.start()[i]; a < crowd.start()[i + 1]; a++) {
        posterior[i * classes + crowd.answer()[a]] += 1.0 / answers;
      }
    }
    double[] pooled = new double[classes * classes];
    double[] counts = count(crowd, posterior);
    for (int k = 0; k < classes; k++) {
      double all = 0;
      for (int l = 0; l < classes; l++) {
        pooled[l * classes + k] = 1;
        for (int j = 0; j < crowd.labelers(); j++) {
          pooled[l * classes + k] += counts[(j * classes + l) * classes + k];
        }
        all += pooled[l * classes + k];
      }
      for (int l = 0; l < classes; l++) {
        pooled[l * classes + k] /= all;
      }
    }
    for (int n = 0; n < iterations; n++) {
      expect(crowd, posterior, pooled);
    }
    return posterior;
  }

  private static double[] count(CrowdAnswers crowd, double[] posterior) {
    int classes = crowd.classes();
    double[] counts = new double[crowd.labelers() * classes * classes];
    for (int i = 0; i < crowd.items(); i++) {
      for (int a = crowd.start()[i]; a < crowd.start()[i + 1]; a++) {
        for (int k = 0; k < classes; k++) {
          counts[(crowd.labeler()[a] * classes + crowd.answer()[a]) * classes + k] +=
              posterior[i * classes + k];
        }
      }
    }
    return counts;
  }

  private static void expect(CrowdAnswers crowd, double[] posterior, double[] pooled) {
    int classes = crowd.classes();
    double[] counts = count(crowd, posterior);
    double[] share = new double[classes];
    for (int i = 0; i < posterior.length; i++) {
      share[i % classes] += posterior[i];
    }
    for (int i = 0; i < crowd.items(); i++) {
      double all = 0;
      for (int k = 0; k < classes; k++) {
        double p = 0.01 + share[k];
        for (int a = crowd.start()[i]; a < crowd.start()[i + 1]; a++) {
          double column = STRENGTH;
          int first = crowd.labeler()[a] * classes;
          for (int l = 0; l < classes; l++) {
            column += counts[(first + l) * classes + k];
          }
          int l = crowd.answer()[a];
          p *= (counts[(first + l) * classes + k] + STRENGTH * pooled[l * classes + k]) / column;
        }
        posterior[i * classes + k] = p;
        all += p;
      }
      for (int k = 0; k < classes; k++) {
        posterior[i * classes + k] /= all;
      }
    }
  }

  @Test
  void posterior_isThatOfPlainDawidSkene() {
    for (int classes : new int[] {2, 3, 4, 9}) {
      CrowdAnswers crowd = crowd(classes, 3000, 40, classes, new int[3000]);
      float[] posterior = engine.emIterations(crowd, STRENGTH, 10).result().posterior();
      double[] plain = plain(crowd, 10);
      for (int i = 0; i < plain.length; i++) {
        assertThat((double) posterior[i]).isCloseTo(plain[i], within(1e-4));
      }
    }
  }

  @Test
  void likelihood_doesNotFall() {
    CrowdAnswers crowd = crowd(1, 2000, 30, 4, new int[2000]);
    double before = Double.NEGATIVE_INFINITY;
    for (int iterations : new int[] {1, 2, 4, 8, 16}) {
      double now = engine.emIterations(crowd, STRENGTH, iterations).result().logLikelihood();
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void knownItemsAndPriors_areKept() {
    int[] truth = new int[500];
    CrowdAnswers crowd = crowd(2, 500, 10, 3, truth);
    int[] known = new int[500];
    float[] prior = new float[1500];
    for (int i = 0; i < 500; i++) {
      known[i] = i % 2 == 0 ? truth[i] : -1;
      for (int k = 0; k < 3; k++) {
        prior[i * 3 + k] = k == truth[i] ? 0.98f : 0.01f;
      }
    }
    CrowdAnswers told =
        new CrowdAnswers(10, 3, crowd.start(), crowd.labeler(), crowd.answer(), null, known, prior);
    float[] posterior = engine.emIterations(told, STRENGTH, 5).result().posterior();
    int right = 0;
    for (int i = 0; i < 500; i++) {
      float own = posterior[i * 3 + truth[i]];
      right += own > 0.5f ? 1 : 0;
      assertThat(known[i] < 0 || own == 1.0f).isTrue();
    }
    assertThat(right).isGreaterThan(480);
  }

  @Test
  void answersOfNoWeight_areNoAnswers() {
    CrowdAnswers crowd = crowd(3, 300, 10, 3, new int[300]);
    int[] start = new int[301];
    int[] labeler = new int[crowd.answer().length + 300];
    int[] answer = new int[labeler.length];
    float[] weight = new float[labeler.length];
    int to = 0;
    for (int i = 0; i < 300; i++) {
      for (int a = crowd.start()[i]; a < crowd.start()[i + 1]; a++) {
        labeler[to] = crowd.labeler()[a];
        answer[to] = crowd.answer()[a];
        weight[to++] = 1;
      }
      labeler[to] = i % 10;
      answer[to++] = i % 3;
      start[i + 1] = to;
    }
    CrowdAnswers padded = new CrowdAnswers(10, 3, start, labeler, answer, weight, null, null);
    float[] expected = engine.emIterations(crowd, STRENGTH, 3).result().posterior();
    float[] posterior = engine.emIterations(padded, STRENGTH, 3).result().posterior();
    for (int i = 0; i < expected.length; i++) {
      assertThat(posterior[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void answersThatDoNotFit_areRefused() {
    int[] one = {0};
    assertThatThrownBy(
            () -> new CrowdAnswers(1, 2, new int[] {0, 1}, one, new int[] {2}, null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("answer 0 has no such labeler or class");
    assertThatThrownBy(() -> new CrowdAnswers(1, 2, new int[] {0, 2}, one, one, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new CrowdAnswers(1, 2, new int[] {0, 1}, one, one, null, new int[] {2}, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
