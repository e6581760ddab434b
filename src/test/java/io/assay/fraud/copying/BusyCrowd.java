package io.assay.fraud.copying;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A made-up crowd as large as wanted, of four classes, the same for the same seed: the labeler of
 * rank r answers in proportion to r^-.8, and is right with a chance between .6 and .95.
 */
final class BusyCrowd {
  static final int CLASSES = 4;
  private static final double EXPONENT = 0.8;

  private final SplittableRandom random;
  private final double[] skill;
  private final double[] cumulative;

  BusyCrowd(long seed, int labelers) {
    random = new SplittableRandom(seed);
    skill = new double[labelers];
    cumulative = new double[labelers];
    double sum = 0;
    for (int j = 0; j < labelers; j++) {
      skill[j] = 0.6 + 0.35 * random.nextDouble();
      sum += Math.pow(j + 1, -EXPONENT);
      cumulative[j] = sum;
    }
  }

  static String labeler(int j) {
    return "labeler" + j;
  }

  static String label(int k) {
    return "class" + k;
  }

  /** A builder that knows the labelers and classes by their numbers. */
  Answers.Builder builder() {
    Answers.Builder builder = Answers.builder();
    for (int j = 0; j < skill.length; j++) {
      builder.labelers().number(labeler(j));
    }
    for (int k = 0; k < CLASSES; k++) {
      builder.labels().number(label(k));
    }
    return builder;
  }

  /** What is known of everybody, exactly. */
  Confusions confusions() {
    Map<String, double[]> byLabeler = new TreeMap<>();
    for (int j = 0; j < skill.length; j++) {
      byLabeler.put(labeler(j), table(skill[j]));
    }
    double[] share = new double[CLASSES];
    Arrays.fill(share, 1.0 / CLASSES);
    List<String> labels = List.of(label(0), label(1), label(2), label(3));
    return Confusions.of(labels, share, table(0.8), byLabeler, 1);
  }

  private static double[] table(double right) {
    double[] table = new double[CLASSES * CLASSES];
    for (int cell = 0; cell < table.length; cell++) {
      boolean diagonal = cell / CLASSES == cell % CLASSES;
      table[cell] = diagonal ? right : (1 - right) / (CLASSES - 1);
    }
    return table;
  }

  /** So many different labelers. */
  int[] draw(int count) {
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      int one = draw();
      while (contains(drawn, i, one)) {
        one = draw();
      }
      drawn[i] = one;
    }
    return drawn;
  }

  private int draw() {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
  }

  private static boolean contains(int[] drawn, int length, int one) {
    for (int i = 0; i < length; i++) {
      if (drawn[i] == one) {
        return true;
      }
    }
    return false;
  }

  int truth() {
    return random.nextInt(CLASSES);
  }

  int answer(int labeler, int truth) {
    boolean right = random.nextDouble() < skill[labeler];
    return right ? truth : (truth + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
  }
}
