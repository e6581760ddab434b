package io.assay.payout.economics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a farmer may expect from each style of attack and size of farm, by the best of the ways that
 * the policy leaves open: work in tier 1; wait for tier 2; forge a proof; stake for tier 3; hope
 * for a reviewer. In each way the farmer stops at the best moment. Every account of the farm is
 * taken to have its own cap, also where it is linked and the platform would count them as one
 * person, which favours the farmer.
 *
 * <p>The delay of a cell is that of {@link DetectionDelay}, or one measured on confirmed accounts
 * if that is longer: farms never caught are in no measurement, so a short one proves nothing.
 */
public final class FarmSimulator {
  /** Sizes of farms looked at. */
  public static final List<Integer> SIZES = List.of(2, 3, 5, 10, 20, 50, 100, 200);

  private static final double FIRST_STOP = 50;
  private static final double STOP_GROWTH = 1.09;

  /** How a farmer goes about it. */
  public enum Approach {
    TIER_ONE,
    WAIT_FOR_TIER_TWO,
    FORGE_PROOF,
    STAKE,
    HOPE_FOR_REVIEW
  }

  /** Answers until a hold, as seen on confirmed accounts. */
  public record Measured(long accounts, double median, double quantile95) {}

  /**
   * One style at one size.
   *
   * @param approach the farmer's best
   * @param stopAfter answers of an account after which the farmer stops, if not held before
   * @param profitTokens of the whole farm
   * @param tableProfitTokens of the whole farm by the published table: cap 5, hold-back 600
   */
  public record Cell(
      AttackStyle style,
      int accounts,
      boolean linked,
      double delayMedian,
      double delayQuantile95,
      boolean measured,
      Approach approach,
      double stopAfter,
      double profitTokens,
      double tableProfitTokens) {}

  private final TierPolicy policy;
  private final Prices prices;
  private final BigDecimal token;
  private final Map<Approach, Farm.Way> ways;

  /** Looks at a policy whose token has so many base units. */
  public FarmSimulator(TierPolicy policy, Prices prices, BigInteger token) {
    this.policy = policy;
    this.prices = prices;
    this.token = new BigDecimal(token);
    this.ways = ways();
  }

  /** All cells: styles, then sizes, then linked before unlinked. */
  public List<Cell> cells(@Nullable Measured linked, @Nullable Measured unlinked) {
    List<Cell> cells = new ArrayList<>();
    for (AttackStyle style : AttackStyle.values()) {
      for (int size : SIZES) {
        cells.add(cell(style, size, true, linked));
        cells.add(cell(style, size, false, unlinked));
      }
    }
    return cells;
  }

  private Cell cell(AttackStyle style, int size, boolean linked, @Nullable Measured measured) {
    DetectionDelay delay = DetectionDelay.of(style, size, linked);
    boolean slower = measured != null && measured.quantile95() > delay.quantile95();
    if (measured != null && slower) {
      delay = DetectionDelay.measured(measured.median(), measured.quantile95());
    }
    Approach best = Approach.TIER_ONE;
    double bestProfit = Double.NEGATIVE_INFINITY;
    double bestStop = 0;
    for (Map.Entry<Approach, Farm.Way> way : ways.entrySet()) {
      for (double stop = FIRST_STOP; stop < prices.lifetimeAnswers() * STOP_GROWTH; ) {
        double last = StrictMath.min(stop, prices.lifetimeAnswers());
        double profit = Farm.profitOfAccount(prices, delay, way.getValue(), last);
        if (profit > bestProfit) {
          best = way.getKey();
          bestProfit = profit;
          bestStop = last;
        }
        stop *= STOP_GROWTH;
      }
    }
    double published =
        Farm.publishedProfit(prices, DetectionDelay.expected(style, size, linked), 5, 600);
    return new Cell(
        style,
        size,
        linked,
        rounded(delay.median()),
        rounded(delay.quantile95()),
        slower,
        best,
        rounded(bestStop),
        rounded(size * bestProfit),
        rounded(size * published));
  }

  /** The ways that the policy leaves open, as tokens over answers; days cost the farmer nothing. */
  private Map<Approach, Farm.Way> ways() {
    double pay = prices.earnedPerAnswer();
    double setUp = prices.setUpCost();
    double proof = setUp + prices.proofCost();
    double capOne = tokens(policy.tier(1).capBaseUnits());
    double capTwo = tokens(policy.tier(2).capBaseUnits());
    double stake = tokens(policy.conditions().stakeBaseUnits());
    double ceiling = tokens(policy.patientCeilingBaseUnits());
    int patience = policy.conditions().patientAnswers();
    DoubleUnaryOperator patientRelease =
        answers -> StrictMath.min(answers < patience ? capOne : ceiling, pay * answers);
    Map<Approach, Farm.Way> open = new LinkedHashMap<>();
    open.put(
        Approach.TIER_ONE,
        new Farm.Way(
            setUp, 0, this::unlockedInTierOne, answers -> StrictMath.min(capOne, pay * answers)));
    open.put(
        Approach.WAIT_FOR_TIER_TWO,
        new Farm.Way(setUp, 0, this::unlockedByWaiting, patientRelease));
    open.put(
        Approach.FORGE_PROOF,
        new Farm.Way(
            proof,
            0,
            answers ->
                StrictMath.min(
                    capTwo + pastHold(answers, policy.provenAnswers()),
                    pastHold(answers, policy.tier(2).holdBackAnswers())),
            answers -> pay * answers));
    open.put(
        Approach.STAKE,
        new Farm.Way(
            proof,
            stake,
            answers -> pastHold(answers, policy.tier(3).holdBackAnswers()),
            answers -> pay * answers));
    open.put(
        Approach.HOPE_FOR_REVIEW, new Farm.Way(setUp, 0, this::unlockedByReview, patientRelease));
    return open;
  }

  private double unlockedInTierOne(double answers) {
    return StrictMath.min(
        tokens(policy.tier(1).capBaseUnits()), pastHold(answers, policy.tier(1).holdBackAnswers()));
  }

  private double unlockedByWaiting(double answers) {
    if (answers < policy.conditions().patientAnswers()) {
      return unlockedInTierOne(answers);
    }
    double capOne = tokens(policy.tier(1).capBaseUnits());
    double grown =
        StrictMath.min(
            tokens(policy.patientCeilingBaseUnits()),
            capOne + pastHold(answers, policy.provenAnswers()));
    return StrictMath.min(
        StrictMath.max(capOne, grown), pastHold(answers, policy.tier(2).holdBackAnswers()));
  }

  /** A reviewer is taken to let a farm's account pass as often as a held one is not confirmed. */
  private double unlockedByReview(double answers) {
    if (answers < policy.conditions().reviewedAnswers()) {
      return unlockedByWaiting(answers);
    }
    double missed = 1 - prices.confirmed();
    return (1 - missed) * unlockedByWaiting(answers)
        + missed * pastHold(answers, policy.tier(3).holdBackAnswers());
  }

  private double pastHold(double answers, double heldBack) {
    return prices.earnedPerAnswer() * StrictMath.max(0, answers - heldBack);
  }

  private double tokens(@Nullable BigInteger baseUnits) {
    return baseUnits == null
        ? Double.POSITIVE_INFINITY
        : new BigDecimal(baseUnits).divide(token).doubleValue();
  }

  private static double rounded(double value) {
    return StrictMath.rint(value * 100) / 100;
  }
}
