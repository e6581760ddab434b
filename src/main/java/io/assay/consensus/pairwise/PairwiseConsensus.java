package io.assay.consensus.pairwise;

import java.util.Collections;
import java.util.List;

/**
 * The scores of all things, in the order of their names, and the reliability of all labelers, in
 * the order of theirs.
 */
public final class PairwiseConsensus {
  private final List<Score> scores;
  private final List<ComparisonReliability> labelers;
  private final List<String> things;
  private final ScoreCovariance covariance;
  private final double tieWidth;
  private final int iterations;

  PairwiseConsensus(
      List<Score> scores,
      List<ComparisonReliability> labelers,
      ScoreCovariance covariance,
      double tieWidth,
      int iterations) {
    this.scores = List.copyOf(scores);
    this.labelers = List.copyOf(labelers);
    this.things = scores.stream().map(Score::thing).toList();
    this.covariance = covariance;
    this.tieWidth = tieWidth;
    this.iterations = iterations;
  }

  /**
   * Which of two is better, by their scores.
   *
   * @param left probability that the left one is, by more than the width of a tie
   * @param right probability that the right one is
   * @param tie probability of neither
   */
  public record Verdict(double left, double right, double tie) {}

  public List<Score> scores() {
    return scores;
  }

  public List<ComparisonReliability> labelers() {
    return labelers;
  }

  /** The number of iterations of expectation and maximisation. */
  public int iterations() {
    return iterations;
  }

  /**
   * The posterior of a comparison from d ~ N(s_left - s_right, se²).
   *
   * @throws IllegalArgumentException when one of the two was never compared
   */
  public Verdict compare(String left, String right) {
    int a = index(left);
    int b = index(right);
    double difference = scores.get(a).value() - scores.get(b).value();
    double error = Math.sqrt(Math.max(1e-12, covariance.ofDifference(a, b)));
    double better = NormalDistribution.cumulative((difference - tieWidth) / error);
    double worse = NormalDistribution.cumulative((-difference - tieWidth) / error);
    return new Verdict(better, worse, Math.max(0, 1 - better - worse));
  }

  private int index(String thing) {
    int index = Collections.binarySearch(things, thing);
    if (index < 0) {
      throw new IllegalArgumentException("never compared: " + thing);
    }
    return index;
  }
}
