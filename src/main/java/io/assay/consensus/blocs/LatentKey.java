package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.stream.IntStream;

/*
 * A crowd and one bloc beside it:
 *
 *   y_t        the bloc's answer sheet (key), prior rho q_t(y) + (1 - rho) / K
 *   r_j        the chance that labeler j is of the bloc; in the crowd j weighs 1 - r_j
 *   bloc       P(x | y) = c [x = y] + (1 - c) alone(x)
 *   y_t        ~ prior(y) product_j P(x_j | y)^r_j;   y_t^-j the same without j
 *   L_j(c)     = product_t [ (1 - c m_tj) + c m_tj y_t^-j(x) / alone(x) ]
 *   m_tj       1 for a labeler who mostly says what the crowd says; or min(1, sum of r over the others on
 *              the task) for one who does not: without another member the key is not known, and whether an
 *              answer is what might be guessed says nothing of its labeler. L_j is the mean of both.
 *   r_j        = pi L_j / (1 - pi + pi L_j),          pi the mean of r
 *
 * The bloc's key is one vote on the truth, so that whoever agrees with it because both are right is not
 * taken for a member. Everything said of a labeler is said without the labeler's own answers, so that a bloc of one gains
 * nothing. c is one for the whole bloc (half of its members copy more faithfully, half less): members of
 * a farm resemble each other in this, honest labelers who agree with a good key do not.
 */
/** A mixture of the crowd and one bloc of labelers with a latent answer key. */
final class LatentKey {
  /** Rates of copying that are tried. */
  private static final double[] RATES = {0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.97};

  private static final double MAX_SHARE = 0.5;
  private static final double LIKELY = 0.95;
  private static final double UNLIKELY = 0.02;

  /**
   * Whoever answered so many times as much as the middle one of a start has to earn membership: by
   * chance among them, such a one would write most of the key.
   */
  private static final double BUSY = 3;

  /** A key less like the truth says nothing of it. */
  private static final double MIN_LIKENESS = 0.1;

  final Crowd crowd;
  final CrowdModel model;

  /** y_t, [task * K + class]. */
  final double[] key;

  /** r_j. */
  final double[] member;

  /** ln L_j at the bloc's rate. */
  final double[] logRatio;

  private final Answers answers;
  private final int classes;
  private final double[] logKey;

  /** Members who answered the task when the key was read, and who counted how much as one. */
  private final double[] membersOn;

  private final double[] counted;
  private final double[][] logRatios;
  private final double[] rateWeights = new double[RATES.length];
  private double rate = 0.9;

  /** Whether the key foretells members also where no other member answered. */
  private boolean guesses = true;

  private double share = 0.1;
  private double likeness = 0.5;

  LatentKey(Crowd crowd, boolean[] start) {
    this.crowd = crowd;
    this.answers = crowd.answers();
    this.classes = answers.labels();
    this.model = new CrowdModel(crowd);
    this.key = new double[answers.tasks() * classes];
    this.logKey = new double[key.length];
    this.membersOn = new double[answers.tasks()];
    this.member = new double[answers.labelers()];
    this.counted = new double[answers.labelers()];
    this.logRatio = new double[answers.labelers()];
    this.logRatios = new double[answers.labelers()][];
    Arrays.fill(rateWeights, 1.0 / RATES.length);
    double started = 0;
    double all = 0;
    double busy = BUSY * medianAnswers(start);
    for (int j = 0; j < member.length; j++) {
      boolean in = start[j] && crowd.answersOf(j) <= busy;
      member[j] = crowd.isOut(j) ? 0 : in ? LIKELY : UNLIKELY;
      started += member[j];
      all += crowd.isOut(j) ? 0 : 1;
    }
    share = Math.min(MAX_SHARE, (started + 0.2) / (all + 2));
    weigh();
    model.start();
  }

  private double medianAnswers(boolean[] start) {
    int[] counts =
        IntStream.range(0, start.length)
            .filter(j -> start[j])
            .map(crowd::answersOf)
            .sorted()
            .toArray();
    return counts.length == 0 ? 0 : counts[counts.length / 2];
  }

  private void weigh() {
    for (int j = 0; j < member.length; j++) {
      model.weight[j] = crowd.isOut(j) ? 0 : 1 - member[j];
    }
  }

  /** Fits for so many rounds more. */
  LatentKey run(int rounds) {
    for (int i = 0; i < rounds; i++) {
      model.iterate(3);
      model.foretell();
      readKey();
      judge();
      weigh();
    }
    return this;
  }

  private void readKey() {
    System.arraycopy(member, 0, counted, 0, member.length);
    double agreed = 0;
    double read = 0;
    double[] crowds = new double[classes];
    for (int t = 0; t < answers.tasks(); t++) {
      int row = t * classes;
      crowdsBelief(t, crowds);
      Arrays.fill(model.logKey, row, row + classes, 0);
      double members = 0;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        double r = member[answers.labelerAt(p)];
        double by = (1 - rate) * model.alone[p];
        model.keyPart[p] = r > 1e-9 ? r * StrictMath.log((rate + by) / by) : 0;
        model.logKey[row + answers.labelAt(p)] += model.keyPart[p];
        members += r;
      }
      for (int l = 0; l < classes; l++) {
        double prior = likeness * crowds[l] + (1 - likeness) / classes;
        logKey[row + l] = StrictMath.log(prior) + model.logKey[row + l];
      }
      System.arraycopy(logKey, row, key, row, classes);
      CrowdModel.softmax(key, row, classes);
      membersOn[t] = members;
      double weight = Math.min(1, members);
      double same = 0;
      for (int l = 0; l < classes; l++) {
        same += key[row + l] * crowds[l];
      }
      agreed += weight * same;
      read += weight;
    }
    double chance = 1.0 / classes;
    double seen = (agreed + 1) / (read + 2);
    likeness = Math.max(0.01, Math.min(0.98, (seen - chance) / (1 - chance)));
    model.likeness = likeness > MIN_LIKENESS ? likeness : 0;
  }

  /** q_t without the vote of the bloc. */
  private void crowdsBelief(int t, double[] out) {
    int known = crowd.known()[t];
    if (known >= 0) {
      Arrays.fill(out, 0);
      out[known] = 1;
    } else {
      System.arraycopy(model.logBelief, t * classes, out, 0, classes);
      CrowdModel.softmax(out, 0, classes);
    }
  }

  private void judge() {
    double[] without = new double[classes];
    guesses = guessesFurther(without);
    for (int j = 0; j < member.length; j++) {
      if (!crowd.isOut(j)) {
        logRatios[j] = eitherWay(logRatios(j, without, true), logRatios(j, without, false));
      }
    }
    for (int round = 0; round < 5; round++) {
      double sum = 0;
      int count = 0;
      double[] modes = new double[RATES.length];
      for (int j = 0; j < member.length; j++) {
        if (crowd.isOut(j)) {
          continue;
        }
        logRatio[j] = mean(logRatios[j]);
        double logit = StrictMath.log(share / (1 - share)) + logRatio[j];
        member[j] = 1 / (1 + StrictMath.exp(-logit));
        sum += member[j];
        count++;
        if (member[j] > 0.05) {
          modes[best(logRatios[j])] += member[j];
        }
      }
      if (sum > 0.5) {
        chooseRate(modes);
      }
      share = Math.max(1e-3, Math.min(MAX_SHARE, (sum + 0.2) / (count + 2)));
    }
  }

  /** The middle of the members' own rates. */
  private void chooseRate(double[] modes) {
    double all = 0;
    for (double mode : modes) {
      all += mode;
    }
    int middle = 0;
    double below = modes[0];
    while (middle + 1 < modes.length && below < all / 2) {
      middle++;
      below += modes[middle];
    }
    double sum = 0;
    for (int c = 0; c < RATES.length; c++) {
      rateWeights[c] = c == middle ? 0.6 : Math.abs(c - middle) == 1 ? 0.2 : 1e-12;
      sum += rateWeights[c];
    }
    for (int c = 0; c < RATES.length; c++) {
      rateWeights[c] /= sum;
    }
    rate = Math.min(0.95, RATES[middle]);
  }

  /** ln L_j at each rate; products are taken apart into mantissa and exponent. */
  private double[] logRatios(int j, double[] without, boolean guessing) {
    double[] product = new double[RATES.length];
    long[] exponent = new long[RATES.length];
    Arrays.fill(product, 1);
    for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
      int p = answers.positionOf(q);
      double told = guessing ? 1 : informed(j, answers.taskOf(q));
      double gain = keyWithout(answers.taskOf(q), p, without) / model.alone[p] - 1;
      for (int c = 0; c < RATES.length; c++) {
        product[c] *= 1 + RATES[c] * told * gain;
        int e = Math.getExponent(product[c]);
        if (e > 500 || e < -500) {
          product[c] = Math.scalb(product[c], -e);
          exponent[c] += e;
        }
      }
    }
    double[] logs = new double[RATES.length];
    for (int c = 0; c < RATES.length; c++) {
      logs[c] = StrictMath.log(product[c]) + exponent[c] * StrictMath.log(2);
    }
    return logs;
  }

  /** ln of the mean of both: a mixture of two bets is a bet. */
  private static double[] eitherWay(double[] one, double[] other) {
    double[] logs = new double[one.length];
    for (int c = 0; c < logs.length; c++) {
      double max = Math.max(one[c], other[c]);
      double sum = StrictMath.exp(one[c] - max) + StrictMath.exp(other[c] - max);
      logs[c] = max + StrictMath.log(sum / 2);
    }
    return logs;
  }

  /** How much of a member the others on the task make up, 1 at most. */
  private double informed(int j, int t) {
    return Math.max(0, Math.min(1, membersOn[t] - counted[j]));
  }

  /** Whether the members' answers are foretold better with the key also where it is but a guess. */
  private boolean guessesFurther(double[] without) {
    double further = 0;
    for (int j = 0; j < member.length; j++) {
      if (crowd.isOut(j) || member[j] < 0.05) {
        continue;
      }
      double product = 1;
      long exponent = 0;
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        int t = answers.taskOf(q);
        int p = answers.positionOf(q);
        double told = informed(j, t);
        if (told < 1) {
          double more = rate * (keyWithout(t, p, without) - model.skilled[p]);
          product *= (model.skilled[p] + more) / (model.skilled[p] + told * more);
          int e = Math.getExponent(product);
          if (e > 500 || e < -500) {
            product = Math.scalb(product, -e);
            exponent += e;
          }
        }
      }
      further += member[j] * (StrictMath.log(product) + exponent * StrictMath.log(2));
    }
    return further > 0;
  }

  /** y_t^-j(x) for the answer at a position. */
  private double keyWithout(int t, int p, double[] without) {
    int row = t * classes;
    int label = answers.labelAt(p);
    System.arraycopy(logKey, row, without, 0, classes);
    without[label] -= model.keyPart[p];
    CrowdModel.softmax(without, 0, classes);
    return without[label];
  }

  private double mean(double[] logs) {
    double max = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      max = Math.max(max, log);
    }
    double sum = 0;
    for (int c = 0; c < logs.length; c++) {
      sum += rateWeights[c] * StrictMath.exp(logs[c] - max);
    }
    return max + StrictMath.log(sum);
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * How much better all answers are foretold, each without its labeler, than by one crowd, in nats.
   *
   * @param oneCrowd log chances by labeler under the best model without a bloc
   */
  double gainOver(double[] oneCrowd) {
    model.foretell();
    double gain = 0;
    double[] scratch = new double[classes];
    double[] without = new double[classes];
    double[] logs = new double[RATES.length];
    for (int j = 0; j < member.length; j++) {
      if (crowd.isOut(j)) {
        continue;
      }
      Arrays.fill(logs, 0);
      double alone = 0;
      boolean isMember = member[j] > 0.5;
      for (int q = answers.labelerStart(j); q < answers.labelerEnd(j); q++) {
        int t = answers.taskOf(q);
        int p = answers.positionOf(q);
        double skilled = model.skilled(t, p, scratch);
        if (isMember) {
          double more = (guesses ? 1 : informed(j, t)) * (keyWithout(t, p, without) - skilled);
          for (int c = 0; c < RATES.length; c++) {
            logs[c] += StrictMath.log(skilled + RATES[c] * more);
          }
        } else {
          alone += StrictMath.log(skilled);
        }
      }
      gain += (isMember ? mean(logs) : alone) - oneCrowd[j];
    }
    return gain;
  }

  /** The members' share of all answers. */
  double mass() {
    double all = 0;
    for (int j = 0; j < member.length; j++) {
      all += crowd.isOut(j) ? 0 : crowd.answersOf(j);
    }
    return all == 0 ? 0 : memberAnswers() / all;
  }

  /** Expected number of the members' answers. */
  double memberAnswers() {
    double answers = 0;
    for (int j = 0; j < member.length; j++) {
      answers += crowd.isOut(j) ? 0 : member[j] * crowd.answersOf(j);
    }
    return answers;
  }

  /** Number of members. */
  int memberCount() {
    int count = 0;
    for (boolean one : members()) {
      count += one ? 1 : 0;
    }
    return count;
  }

  boolean[] members() {
    boolean[] members = new boolean[member.length];
    for (int j = 0; j < members.length; j++) {
      members[j] = !crowd.isOut(j) && member[j] > 0.5;
    }
    return members;
  }

  double rate() {
    return rate;
  }
}
