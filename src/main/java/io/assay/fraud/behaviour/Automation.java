package io.assay.fraud.behaviour;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Detector D4: accounts whose answers are a machine's.
 *
 * <p>Public models answer the items as pseudo-labelers; E_w is the mean over models of the copy
 * e-value of labeler and model (D1). Whoever knows more of the items than the model's labels
 * ({@link OwnInformation}, z above {@value #ACQUITTED}) is helped by a machine rather than
 * replaced: the evidence then counts up to {@value #CANARY_CAP} nats. Canaries, hidden instructions
 * only a machine reads, add {@value #CANARY_NATS} nats each, up to {@value #CANARY_CAP}.
 *
 * <p>Null model: own work, independent of the models given the item. Threshold: ln(m / .01) nats
 * for m accounts tested ({@link #threshold}), by Ville's inequality valid at any time; projects
 * that allow assistance only report. Multiplicity: Bonferroni over accounts; the mean over models
 * needs none.
 */
public final class Automation {
  static final double ACQUITTED = 2.33;
  static final double CANARY_NATS = 1.5;
  static final double CANARY_CAP = 3;
  private static final double ERROR_RATE = 0.01;

  private Automation() {}

  /** Nats from which on an account counts as a machine's, of so many tested. */
  public static double threshold(int accounts) {
    return StrictMath.log(Math.max(1, accounts) / ERROR_RATE);
  }

  /**
   * Evidence against each labeler in nats; only those above 0.
   *
   * @param models names of the pseudo-labelers
   * @param ownInformation z-value of what a labeler knows beyond the models
   * @param canaries hidden instructions a labeler followed
   */
  public static SortedMap<String, Double> nats(
      Collection<String> labelers,
      Collection<String> models,
      ModelAgreement agreement,
      ToDoubleFunction<String> ownInformation,
      ToIntFunction<String> canaries) {
    TreeMap<String, Double> nats = new TreeMap<>();
    for (String labeler : labelers) {
      double largest = Double.NEGATIVE_INFINITY;
      for (String model : models) {
        largest = Math.max(largest, agreement.logEValue(labeler, model));
      }
      double content = 0;
      if (largest > 0) {
        double sum = 0;
        for (String model : models) {
          sum += StrictMath.exp(agreement.logEValue(labeler, model) - largest);
        }
        content = Math.max(0, largest + StrictMath.log(sum / models.size()));
        if (ownInformation.applyAsDouble(labeler) > ACQUITTED) {
          content = Math.min(CANARY_CAP, content);
        }
      }
      double hidden = Math.min(CANARY_CAP, CANARY_NATS * canaries.applyAsInt(labeler));
      if (content + hidden > 0) {
        nats.put(labeler, content + hidden);
      }
    }
    return nats;
  }
}
