package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether a labeler's latest answers are as good as the earlier ones.
 *
 * <p>Of the n answers that something can contradict, in the order they were given, the latest m =
 * min({@value #MAX_WINDOW}, n / 3) are the window w, the n - m before it the past p. With b_i the
 * probability that answer i is right, R = sum of b_i, V = sum of b_i (1 - b_i), and the labeler's
 * accuracy a = (R_w + R_p + 1) / (n + 2) counting as two answers on either side,
 *
 * <pre>
 *   a_w = (R_w + 2 a) / (m + 2)      the mean of a Beta posterior; a_p likewise
 *   change = a_w - a_p
 *   v_w = a_w (1 - a_w) / (m + 3) + V_w / (m + 2)^2      its variance; v_p likewise
 *   interval = change +- 1.96 sqrt(v_w + v_p)
 *   z = change / sqrt(a (1 - a) (1 / (m + 2) + 1 / (n - m + 2))
 *                     + V_w / (m + 2)^2 + V_p / (n - m + 2)^2)
 * </pre>
 *
 * where z is measured by the spread that a steady labeler has, not by what the window happens to
 * show: a short faultless window would otherwise look certain. The trend is falling below z =
 * -{@value #THRESHOLD} and rising above {@value #THRESHOLD}: by the normal approximation a steady
 * labeler is called either in 0.27 % of looks, less where truth is uncertain, because V counts
 * against a call. Change of the items (harder ones put out last) is not told from change of the
 * labeler; it shows as many labelers of a dataset falling together.
 *
 * @param trend what to tell a person
 * @param change accuracy in the window less accuracy before it
 * @param changeLow lower end of the 95 % interval of the change
 * @param changeHigh upper end of it
 * @param z standard errors by which a steady labeler would have to be off
 * @param latestAnswers answers in the window, m
 * @param earlierAnswers answers before it, n - m
 */
public record Drift(
    Trend trend,
    double change,
    double changeLow,
    double changeHigh,
    double z,
    int latestAnswers,
    int earlierAnswers) {
  /** Where a labeler is going. */
  public enum Trend {
    STEADY,
    FALLING,
    RISING
  }

  /** The window holds at least so many answers, or nothing is said. */
  public static final int MIN_WINDOW = 10;

  static final int MAX_WINDOW = 50;
  static final double THRESHOLD = 3;

  private static final double STRENGTH = 2;
  private static final double QUANTILE = 1.959963984540054;

  /**
   * Compares the latest answers of a labeler with those before; empty where they are too few.
   *
   * @param posterior what is believed of the items, [task * K + class]
   * @param tasks what the labeler answered, in that order
   */
  static Optional<Drift> of(Votes votes, double[] posterior, String labeler, List<String> tasks) {
    Answers answers = votes.answers;
    int j = answers.labelerIndex(labeler);
    double[] believed = new double[tasks.size()];
    int checked = 0;
    for (String task : tasks) {
      int t = answers.taskIndex(task);
      if (t >= 0 && votes.isChecked(t)) {
        for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
          if (answers.labelerAt(p) == j) {
            believed[checked++] = posterior[t * votes.classes + answers.labelAt(p)];
          }
        }
      }
    }
    return of(Arrays.copyOf(believed, checked));
  }

  /**
   * Compares the latest answers with those before; empty where they are too few.
   *
   * @param believed probability of each answer to be right, in the order they were given
   */
  static Optional<Drift> of(double[] believed) {
    int latest = Math.min(MAX_WINDOW, believed.length / 3);
    if (latest < MIN_WINDOW) {
      return Optional.empty();
    }
    int cut = believed.length - latest;
    Part past = Part.of(believed, 0, cut);
    Part window = Part.of(believed, cut, believed.length);
    double usual = (past.right + window.right + 1) / (believed.length + STRENGTH);
    double change = window.mean(usual) - past.mean(usual);
    double error = Math.sqrt(window.variance(usual) + past.variance(usual));
    double steady =
        usual * (1 - usual) * (1 / window.size() + 1 / past.size())
            + window.unknown()
            + past.unknown();
    double z = change / Math.sqrt(steady);
    Trend trend = z < -THRESHOLD ? Trend.FALLING : z > THRESHOLD ? Trend.RISING : Trend.STEADY;
    return Optional.of(
        new Drift(
            trend,
            Consensus.quantise(change),
            Consensus.quantise(Math.max(-1, change - QUANTILE * error)),
            Consensus.quantise(Math.min(1, change + QUANTILE * error)),
            Consensus.quantise(z),
            latest,
            cut));
  }

  /** Answers of one time. */
  private record Part(int answers, double right, double doubt) {
    static Part of(double[] believed, int from, int to) {
      double right = 0;
      double doubt = 0;
      for (int i = from; i < to; i++) {
        double one = Math.min(1, believed[i]);
        right += one;
        doubt += one * (1 - one);
      }
      return new Part(to - from, right, doubt);
    }

    double size() {
      return answers + STRENGTH;
    }

    double mean(double usual) {
      return (right + STRENGTH * usual) / size();
    }

    double unknown() {
      return doubt / (size() * size());
    }

    double variance(double usual) {
      double mean = mean(usual);
      return mean * (1 - mean) / (size() + 1) + unknown();
    }
  }
}
