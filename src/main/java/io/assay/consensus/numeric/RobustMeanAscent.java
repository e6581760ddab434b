package io.assay.consensus.numeric;

import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Mean-field coordinate ascent. Ratings p = (i, j) with vote weight g_p, standardised to centre 0 and
 * scale 1; d_i = t_i - μ. Student's t is a normal with precision λ_j ω_p, ω_p ~ Gamma(ν/2, ν/2); with
 * x_p = g_p ω_p λ_j:
 *
 *   q(d_i) = N(m_i, v_i)     1/v_i = 1/τ² + sum_p x E a_j²,      m_i = v_i sum_p x E a_j (l - μ - c_j)
 *   q(b_j) = N(c_j, u_j)     1/u_j = 1/β² + sum_p x,             c_j = u_j sum_p x (l - μ - E a_j m_i)
 *   q(a_j) = N(a_j, h_j)     1/h_j = 1/γ² + sum_p x E d_i²,      a_j = h_j (1/γ² + sum_p x m_i (l - μ - c_j))
 *   q(λ_j) = Gamma(A_j, B_j) A_j = A + sum_p g / 2,              B_j = A s_j² + sum_p g ω R_p / 2
 *   E ω_p  = (ν + 1) / (ν + λ_j R_p),    R_p = (l - μ - c_j - a_j m_i)² + u_j + E a_j² E d_i² - a_j² m_i²
 *   τ² = (k + sum_i m_i² + v_i) / (k + N);  β², γ² and s² likewise, each held by k units' worth of prior.
 *
 * The mean field takes d, a and b for independent; the standard error of an item adds what the doubt
 * about biases, gains and μ does to m_i.
 */
/** One run of the variational fit of {@link RobustMean}. */
final class RobustMeanAscent {
  /**
   * What tells one fit from another.
   *
   * @param degrees ν of Student's t; large for a normal distribution
   * @param gains whether labelers have gains, else all are 1
   * @param pull strength of the prior that draws scales s_j² together, in answers
   */
  record Settings(double degrees, boolean gains, double pull) {}

  private static final double HYPER = 2;
  private static final double USUAL_VARIANCE = 0.25;
  private static final double USUAL_GAIN_VARIANCE = 0.1;
  private static final double USUAL_BIAS_VARIANCE = 0.05;
  private static final int MAX_ITERATIONS = 500;
  private static final int ROUNDS_WITHOUT = 10;
  private static final double TOLERANCE = 1e-10;

  private final Settings settings;
  private final RatingTable table;
  private final double centre;
  private final double scale;
  private final double[] rating;
  private final double[] omega;
  private final double[] mean;
  private final double[] variance;
  private final double[] bias;
  private final double[] biasVariance;
  private final double[] gain;
  private final double[] gainVariance;
  private final double[] precision;
  private final double[] shape;
  private final double[] priorRatio;
  private final boolean[] known;
  private double mu;
  private double tauSquare = 1;
  private double betaSquare = USUAL_BIAS_VARIANCE;
  private double gammaSquare = USUAL_GAIN_VARIANCE;
  private double usualSquare = USUAL_VARIANCE;

  RobustMeanAscent(
      Settings settings,
      RatingTable table,
      double centre,
      double scale,
      Map<String, Double> gold,
      Map<String, Double> reliabilities) {
    this.settings = settings;
    this.table = table;
    this.centre = centre;
    this.scale = scale;
    int items = table.items.size();
    int labelers = table.labelers.size();
    rating = new double[table.size()];
    for (int p = 0; p < rating.length; p++) {
      rating[p] = (table.valueAt[p] - centre) / scale;
    }
    omega = filled(rating.length, 1);
    mean = new double[items];
    variance = filled(items, 1);
    known = new boolean[items];
    for (int i = 0; i < items; i++) {
      Double value = gold.get(table.items.get(i));
      if (value != null) {
        known[i] = true;
        mean[i] = (value - centre) / scale;
        variance[i] = 0;
      }
    }
    bias = new double[labelers];
    biasVariance = new double[labelers];
    gain = filled(labelers, 1);
    gainVariance = new double[labelers];
    precision = filled(labelers, 1 / USUAL_VARIANCE);
    shape = filled(labelers, settings.pull / 2);
    priorRatio = filled(labelers, 0);
    for (int j = 0; j < labelers; j++) {
      Double reliability = reliabilities.get(table.labelers.get(j));
      if (reliability != null) {
        double share = Math.min(0.99, Math.max(0.01, reliability));
        priorRatio[j] = (1 - share) / share;
        precision[j] = 1 / priorRatio[j];
      }
    }
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  /** Climbs until nothing moves; returns the number of rounds. */
  int run() {
    int iteration = 0;
    double moved = Double.POSITIVE_INFINITY;
    while (iteration < MAX_ITERATIONS && moved > TOLERANCE) {
      moved = updateItems();
      updateLabelers();
      fixUnits();
      updatePrecisions();
      updatePopulation();
      iteration++;
    }
    return iteration;
  }

  private double weight(int p) {
    return table.weightAt[p] * omega[p] * precision[table.labelerAt[p]];
  }

  private double gainSquare(int j) {
    return gain[j] * gain[j] + gainVariance[j];
  }

  private double updateItems() {
    double[] total = filled(mean.length, 1 / tauSquare);
    double[] sum = new double[mean.length];
    for (int p = 0; p < rating.length; p++) {
      int j = table.labelerAt[p];
      total[table.itemAt[p]] += weight(p) * gainSquare(j);
      sum[table.itemAt[p]] += weight(p) * gain[j] * (rating[p] - mu - bias[j]);
    }
    double moved = 0;
    for (int i = 0; i < mean.length; i++) {
      if (!known[i]) {
        double next = sum[i] / total[i];
        moved = Math.max(moved, Math.abs(next - mean[i]));
        mean[i] = next;
        variance[i] = 1 / total[i];
      }
    }
    return moved;
  }

  private void updateLabelers() {
    for (int j = 0; j < bias.length; j++) {
      double total = 1 / betaSquare;
      double sum = 0;
      double gainTotal = 1 / gammaSquare;
      double gainSum = 1 / gammaSquare;
      for (int p : table.ofLabeler.get(j)) {
        int i = table.itemAt[p];
        total += weight(p);
        sum += weight(p) * (rating[p] - mu - gain[j] * mean[i]);
      }
      bias[j] = sum / total;
      biasVariance[j] = 1 / total;
      if (!settings.gains) {
        continue;
      }
      for (int p : table.ofLabeler.get(j)) {
        int i = table.itemAt[p];
        gainTotal += weight(p) * (mean[i] * mean[i] + variance[i]);
        gainSum += weight(p) * mean[i] * (rating[p] - mu - bias[j]);
      }
      gain[j] = gainSum / gainTotal;
      gainVariance[j] = 1 / gainTotal;
    }
  }

  /** Where nothing is known, a shift of all biases and a stretch of all gains hide in the items. */
  private void fixUnits() {
    for (boolean anchor : known) {
      if (anchor) {
        return;
      }
    }
    double total = 0;
    double sum = 0;
    double gains = 0;
    for (int j = 0; j < bias.length; j++) {
      total += 1 / biasVariance[j];
      sum += bias[j] / biasVariance[j];
      gains += gain[j] * table.ofLabeler.get(j).length;
    }
    double shift = sum / total;
    double stretch = Math.max(0.2, gains / rating.length);
    for (int j = 0; j < bias.length; j++) {
      bias[j] -= shift;
      gain[j] /= stretch;
      gainVariance[j] /= stretch * stretch;
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= stretch;
      variance[i] *= stretch * stretch;
    }
    mu += shift;
  }

  private double square(int p) {
    int i = table.itemAt[p];
    int j = table.labelerAt[p];
    double residual = rating[p] - mu - bias[j] - gain[j] * mean[i];
    double itemSquare = mean[i] * mean[i] + variance[i];
    return residual * residual
        + biasVariance[j]
        + gainSquare(j) * itemSquare
        - gain[j] * gain[j] * mean[i] * mean[i];
  }

  private double priorSquare(int j) {
    return priorRatio[j] > 0 ? priorRatio[j] * tauSquare : usualSquare;
  }

  private void updatePrecisions() {
    double inverse = HYPER / USUAL_VARIANCE;
    for (int j = 0; j < precision.length; j++) {
      double a = settings.pull / 2;
      double b = settings.pull / 2 * priorSquare(j);
      for (int p : table.ofLabeler.get(j)) {
        double square = square(p);
        omega[p] = (settings.degrees + 1) / (settings.degrees + precision[j] * square);
        a += table.weightAt[p] / 2;
        b += table.weightAt[p] * omega[p] * square / 2;
      }
      shape[j] = a;
      precision[j] = a / b;
      inverse += precision[j];
    }
    usualSquare = (HYPER + precision.length) / inverse;
  }

  private void updatePopulation() {
    double sum = 0;
    for (double value : mean) {
      sum += value;
    }
    double shift = sum / mean.length;
    mu += shift;
    double squares = HYPER;
    for (int i = 0; i < mean.length; i++) {
      mean[i] -= shift;
      squares += mean[i] * mean[i] + variance[i];
    }
    tauSquare = squares / (HYPER + mean.length);
    double biases = HYPER * USUAL_BIAS_VARIANCE;
    double gains = HYPER * USUAL_GAIN_VARIANCE;
    for (int j = 0; j < bias.length; j++) {
      bias[j] -= (1 - gain[j]) * shift;
      biases += bias[j] * bias[j] + biasVariance[j];
      gains += (gain[j] - 1) * (gain[j] - 1) + gainVariance[j];
    }
    betaSquare = biases / (HYPER + bias.length);
    gammaSquare = gains / (HYPER + bias.length);
  }

  double value(int i) {
    return centre + scale * (mu + mean[i]);
  }

  double standardError(int i) {
    return known[i] ? 0 : scale * Math.sqrt(spread()[i]);
  }

  private double @Nullable [] spread;

  private double[] spread() {
    if (spread == null) {
      double[] result = variance.clone();
      for (int p = 0; p < rating.length; p++) {
        int i = table.itemAt[p];
        int j = table.labelerAt[p];
        double share = weight(p) * variance[i] * gain[j];
        result[i] += share * share * (biasVariance[j] + gainVariance[j] * mean[i] * mean[i]);
      }
      for (int i = 0; i < result.length; i++) {
        double share = variance[i] / tauSquare;
        result[i] += share * share * (tauSquare + variance[i]) / mean.length;
      }
      spread = result;
    }
    return spread;
  }

  List<NumericReliability> reliabilities() {
    List<NumericReliability> all = new ArrayList<>(bias.length);
    double heavy = Math.sqrt(heavy());
    for (int j = 0; j < bias.length; j++) {
      double error = NormalInterval.Z * Math.sqrt(biasVariance[j]);
      double best = precision[j] * NormalInterval.gamma(shape[j], NormalInterval.Z);
      double worst = precision[j] * NormalInterval.gamma(shape[j], -NormalInterval.Z);
      all.add(
          new NumericReliability(
              table.labelers.get(j),
              table.ofLabeler.get(j).length,
              Consensus.quantise(scale * bias[j]),
              Consensus.quantise(scale * (bias[j] - error)),
              Consensus.quantise(scale * (bias[j] + error)),
              Consensus.quantise(scale * heavy / Math.sqrt(precision[j])),
              Consensus.quantise(scale * heavy / Math.sqrt(best)),
              Consensus.quantise(scale * heavy / Math.sqrt(worst)),
              Consensus.quantise(gain[j]),
              Consensus.quantise(share(j, precision[j])),
              Consensus.quantise(share(j, worst)),
              Consensus.quantise(share(j, best)),
              Consensus.quantise(informativeness(j))));
    }
    return all;
  }

  /** Variance of Student's t in squares of its scale. */
  private double heavy() {
    return settings.degrees / (settings.degrees - 2);
  }

  private double share(int j, double labelerPrecision) {
    double truth = gain[j] * gain[j] * tauSquare;
    return truth / (truth + heavy() / labelerPrecision);
  }

  /**
   * The deviation of the rated item from μ, judged without this rating. The weights ω of the others
   * are found anew: they have moved with the rating.
   */
  private double without(int p) {
    int i = table.itemAt[p];
    if (known[i]) {
      return mean[i];
    }
    double value = 0;
    double doubt = tauSquare;
    for (int round = 0; round < ROUNDS_WITHOUT; round++) {
      double total = 1 / tauSquare;
      double sum = 0;
      for (int other = table.itemStarts[i]; other < table.itemStarts[i + 1]; other++) {
        if (other != p) {
          int j = table.labelerAt[other];
          double rest = rating[other] - mu - bias[j];
          double residual = rest - gain[j] * value;
          double square = residual * residual + biasVariance[j] + gainSquare(j) * doubt;
          double tail = (settings.degrees + 1) / (settings.degrees + precision[j] * square);
          double weight = table.weightAt[other] * tail * precision[j];
          total += weight * gainSquare(j);
          sum += weight * gain[j] * rest;
        }
      }
      value = sum / total;
      doubt = 1 / total;
    }
    return value;
  }

  /** The value of the rated item, judged without this rating. */
  double valueWithout(int p) {
    return centre + scale * (mu + without(p));
  }

  /** Adjusted R² of the items as the others judge them on the labeler's answers. */
  private double informativeness(int j) {
    int n = 0;
    double[] sums = new double[5];
    for (int p : table.ofLabeler.get(j)) {
      double others = without(p);
      n++;
      sums[0] += others;
      sums[1] += rating[p];
      sums[2] += others * others;
      sums[3] += rating[p] * rating[p];
      sums[4] += others * rating[p];
    }
    double itemSquares = sums[2] - sums[0] * sums[0] / n;
    double answerSquares = sums[3] - sums[1] * sums[1] / n;
    double products = sums[4] - sums[0] * sums[1] / n;
    if (n < 4 || !(itemSquares > 1e-12) || !(answerSquares > 1e-12) || !(products > 0)) {
      return 0;
    }
    double explained = Math.min(1, products * products / (itemSquares * answerSquares));
    return Math.max(0, 1 - (1 - explained) * (n - 1) / (n - 2.0));
  }
}
