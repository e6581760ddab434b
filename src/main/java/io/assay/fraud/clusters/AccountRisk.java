package io.assay.fraud.clusters;

import io.assay.fraud.linkage.EvidenceFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * The risk of one account, its three causes apart because they call for different answers: linked
 * accounts are one person's and merge, low quality is taught or blocked, a machine is asked to
 * stop.
 *
 * <pre>
 *   R = 1 - (1 - R_link)(1 - R_quality)(1 - R_auto)
 * </pre>
 *
 * @param link probability that the account has a partner: the larger of its likeliest pair and its
 *     membership in a cluster times the cluster's posterior
 * @param quality probability of little effort
 * @param automation probability that a machine answers
 * @param waterfall how the largest of the three came about
 */
public record AccountRisk(
    String labeler, double link, double quality, double automation, Waterfall waterfall) {
  /** Share of accounts of little effort, and of machines, before anything is seen. */
  private static final double USUAL_SHARE = 0.05;

  /** R, rounded to millionths. */
  public double total() {
    return Odds.quantise(1 - (1 - link) * (1 - quality) * (1 - automation));
  }

  /**
   * The risk of an account.
   *
   * @param pair its likeliest pair
   * @param inCluster membership times posterior of its cluster; 0 without one
   * @param cluster how its cluster's posterior came about
   * @param quality nats against the account for little effort (D6)
   * @param automation nats for a machine (D4)
   */
  static AccountRisk of(
      String labeler,
      Waterfall pair,
      double inCluster,
      Waterfall cluster,
      List<Waterfall.Step> quality,
      List<Waterfall.Step> automation) {
    double link = Math.max(pair.probability(), inCluster);
    Waterfall qualityFall = single(quality);
    Waterfall automationFall = single(automation);
    double byQuality = quality.isEmpty() ? 0 : qualityFall.probability();
    double byMachine = automation.isEmpty() ? 0 : automationFall.probability();
    Waterfall largest = inCluster > pair.probability() ? cluster : pair;
    if (byQuality > link && byQuality >= byMachine) {
      largest = qualityFall;
    } else if (byMachine > link) {
      largest = automationFall;
    }
    return new AccountRisk(labeler, Odds.quantise(link), byQuality, byMachine, largest);
  }

  private static Waterfall single(List<Waterfall.Step> evidence) {
    List<Waterfall.Step> steps = new ArrayList<>();
    steps.addAll(Waterfall.startingAt(Odds.logOdds(USUAL_SHARE)).steps());
    steps.addAll(evidence);
    return new Waterfall(steps);
  }

  /** Families that speak against the account in its largest risk. */
  public List<EvidenceFamily> families() {
    List<EvidenceFamily> families = new ArrayList<>();
    for (Waterfall.Step step : waterfall.steps()) {
      if (step.family() != null && step.nats() > 0 && !families.contains(step.family())) {
        families.add(step.family());
      }
    }
    return families;
  }
}
