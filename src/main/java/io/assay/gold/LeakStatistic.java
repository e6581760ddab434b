package io.assay.gold;

import java.util.Arrays;
import java.util.List;

/**
 * Whether the known answer of a gold item has got about: an exact test for accuracy that is higher
 * among its late answers, or among those of one suspected cluster, than the skill of the labelers
 * explains.
 *
 * <p>Model under the null (Rasch 1960): labeler j with skill θ_j (logit of accuracy on the other
 * gold items, shrunk: see {@link #skill}) answers an item of easiness δ rightly, y_j = 1, with
 *
 * <pre>  P(y_j = 1) = e^(θ_j + δ) / (1 + e^(θ_j + δ)),   independently, whenever they see it.</pre>
 *
 * Given the number of right answers s = Σ y_j the easiness drops out: each pattern has probability
 * proportional to Π e^(θ_j y_j). With A the suspect answers (late half, or the cluster's), B the
 * rest and γ_k the elementary symmetric functions of their e^θ, a of A are right with
 *
 * <pre>  P(a | s) = γ_a(A) γ_(s−a)(B) / γ_s(A ∪ B),       p = P(a ≥ observed | s),</pre>
 *
 * the non-central hypergeometric tail that Fisher's test has for equal skills. No easiness, no
 * large sample, no variance is estimated; an item everybody gets right has p = 1. What the null
 * leaves out: labelers who learn make late answers better on every item; that retires gold early,
 * which harms nobody.
 *
 * <p>Multiplicity: an item is looked at when it has {@value #LOOK_EVERY}, twice and three times as
 * many graded answers, its budget of exposures; at each look, halves and clusters of at least
 * {@value #MIN_GROUP} answers are tested, and the smallest p times their number and the three looks
 * is the item's. Over the latest p of all gold items of the dataset Benjamini and Hochberg (1995)
 * bound the share of false among the discoveries by q = {@value #FALSE_DISCOVERY_RATE}: items are
 * nearly independent given the skills. So large a q is meant: the consequence of a discovery is
 * that an item is retired and reported; it says nothing of a person.
 */
final class LeakStatistic {
  /** Graded answers between two looks at an item. */
  static final int LOOK_EVERY = 20;

  static final int MIN_GROUP = 3;
  static final double FALSE_DISCOVERY_RATE = 0.1;

  /** Looks at an item in its life. */
  static final int LOOKS = 3;

  /** Right and wrong answers that stand in for those a labeler has not given on other gold. */
  private static final double PRIOR_ANSWERS = 4;

  private static final double MOST_SKILL = 4;

  /** A graded answer: the skill of who gave it, whether it was right, whether it is suspect. */
  record Exposure(double skill, boolean correct, boolean suspect) {}

  private LeakStatistic() {}

  /**
   * Skill of a labeler in logits: of their {@code correct} among {@code answers} to <em>other</em>
   * gold items, with 4 answers at the accuracy of all added, and bounded by ±4.
   */
  static double skill(int correct, int answers, double accuracyOfAll) {
    double middle = Math.min(0.99, Math.max(0.01, accuracyOfAll));
    double accuracy = (correct + PRIOR_ANSWERS * middle) / (answers + PRIOR_ANSWERS);
    double logit = StrictMath.log(accuracy / (1 - accuracy));
    return Math.max(-MOST_SKILL, Math.min(MOST_SKILL, logit));
  }

  /** The probability that chance gives as many right among the suspect answers, or more. */
  static double pValue(List<Exposure> exposures) {
    double[] suspect = symmetric(exposures, true);
    double[] others = symmetric(exposures, false);
    int right = 0;
    int suspectRight = 0;
    for (Exposure exposure : exposures) {
      right += exposure.correct() ? 1 : 0;
      suspectRight += exposure.correct() && exposure.suspect() ? 1 : 0;
    }
    double all = 0;
    double tail = 0;
    for (int a = 0; a < suspect.length; a++) {
      if (right - a < 0 || right - a >= others.length) {
        continue;
      }
      double weight = suspect[a] * others[right - a];
      all += weight;
      tail += a >= suspectRight ? weight : 0;
    }
    return all > 0 ? Math.min(1, tail / all) : 1;
  }

  /** γ_0 … γ_n of e^θ over one part of the answers. */
  private static double[] symmetric(List<Exposure> exposures, boolean suspect) {
    double[] gamma = {1};
    for (Exposure exposure : exposures) {
      if (exposure.suspect() == suspect) {
        double odds = StrictMath.exp(exposure.skill());
        gamma = Arrays.copyOf(gamma, gamma.length + 1);
        for (int k = gamma.length - 1; k > 0; k--) {
          gamma[k] += odds * gamma[k - 1];
        }
      }
    }
    return gamma;
  }

  /** Whether a look at an item is due that was last looked at with fewer graded answers. */
  static boolean isDue(int gradedBefore, int graded) {
    return graded / LOOK_EVERY > gradedBefore / LOOK_EVERY;
  }

  /**
   * The largest p-value that is a discovery among those of all items, negative where none is.
   *
   * @param pValues the latest of each item, times the number of its tests
   */
  static double threshold(double[] pValues) {
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    double threshold = -1;
    for (int rank = 1; rank <= sorted.length; rank++) {
      if (sorted[rank - 1] <= FALSE_DISCOVERY_RATE * rank / sorted.length) {
        threshold = sorted[rank - 1];
      }
    }
    return threshold;
  }
}
