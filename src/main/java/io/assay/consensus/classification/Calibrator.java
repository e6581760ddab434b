package io.assay.consensus.classification;

/*
 * A posterior that multiplies the answers to an item as if they were independent is far too sure:
 * answers resemble each other more than the class of the item explains, because items are hard or
 * ambiguous in ways of their own. Two things are done about it, neither of which needs any truth:
 *
 * Temperature. The evidence is raised to the power b < 1 under which the answers, each taken out, are
 * foretold best by the others (LeaveOneOut).
 *
 * Another labeler. A known label is itself an answer, an expert's. How another skilled labeler would
 * answer this very item is seen in the answers to it, VoteShare, with no model of classes between;
 * mixed in by a third it makes the result less sure where skilled labelers are split on an item that
 * the model thinks settled.
 *
 * With enough gold a last power a is fitted to it, p ~ p^a with log a ~ N(0, 1/4^2) beforehand, on gold
 * items foretold as if unknown.
 */
/** Turns posteriors into confidences that can be held against truth. */
final class Calibrator {
  private static final double[] INVERSE_TEMPERATURES = {0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1};
  private static final double[] EXPONENTS = {
    0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 2.5,
    3
  };
  private static final double EXPONENT_DEVIATION = 0.25;
  private static final double MIN_POSTERIOR = 1e-300;
  private static final double VOTED = 1.0 / 3;
  private static final double MIN_LIKELIHOOD = 1e-6;

  private Calibrator() {}

  /** The probability to report where the model and the skilled vote say this. */
  static double mix(double modelled, double voted) {
    return (1 - VOTED) * modelled + VOTED * voted;
  }

  /** The inverse temperature under which answers are foretold best by the others. */
  static double inverseTemperature(LeaveOneOut heldOut) {
    double best = 1;
    double most = Double.NEGATIVE_INFINITY;
    for (double candidate : INVERSE_TEMPERATURES) {
      double sum = 0;
      for (double score : heldOut.scores(candidate)) {
        sum += score;
      }
      if (sum >= most) {
        most = sum;
        best = candidate;
      }
    }
    return best;
  }

  /** Tempers T_ik ~ T_ik^b, known labels left as they are. */
  static void temper(Votes votes, double[] posterior, double inverseTemperature) {
    if (inverseTemperature == 1) {
      return;
    }
    for (int t = 0; t < votes.tasks; t++) {
      if (votes.known(t) < 0) {
        temper(posterior, t * votes.classes, votes.classes, inverseTemperature);
      }
    }
  }

  private static void temper(double[] posterior, int row, int classes, double inverseTemperature) {
    for (int k = row; k < row + classes; k++) {
      posterior[k] = StrictMath.pow(Math.max(MIN_POSTERIOR, posterior[k]), inverseTemperature);
    }
    Votes.normalise(posterior, row, classes);
  }

  /**
   * The probabilities of a task whose label is known, as they would be reported were it not.
   *
   * @param modelled what the models foretell; tempered and mixed here
   */
  static void foretellKnown(
      Votes votes,
      int t,
      VoteShare shares,
      double[] share,
      double inverseTemperature,
      double[] modelled) {
    temper(modelled, 0, modelled.length, inverseTemperature);
    double[] voted = new double[modelled.length];
    double[] prior = votes.prior(t);
    shares.of(votes, t, prior == null ? share : prior, voted);
    for (int k = 0; k < voted.length; k++) {
      modelled[k] = mix(modelled[k], voted[k]);
    }
  }

  /** Mixes the skilled vote into the tempered posterior, known labels left as they are. */
  static double[] withVotes(Votes votes, double[] posterior, VoteShare shares, double[] share) {
    double[] mixed = posterior.clone();
    double[] voted = new double[votes.classes];
    for (int t = 0; t < votes.tasks; t++) {
      if (votes.known(t) >= 0) {
        continue;
      }
      double[] prior = votes.prior(t);
      shares.of(votes, t, prior == null ? share : prior, voted);
      int row = t * votes.classes;
      for (int k = 0; k < votes.classes; k++) {
        mixed[row + k] = mix(posterior[row + k], voted[k]);
      }
    }
    return mixed;
  }

  /**
   * The power that makes probabilities fit known labels best, by likelihood.
   *
   * @param foretold probabilities of the known tasks as if they were not, [task * K + class]
   */
  private static double exponent(Votes votes, double[] foretold) {
    double best = 1;
    double most = Double.NEGATIVE_INFINITY;
    double[] row = new double[votes.classes];
    for (double candidate : EXPONENTS) {
      double doubt = StrictMath.log(candidate) / EXPONENT_DEVIATION;
      double sum = -doubt * doubt / 2;
      for (int t = 0; t < votes.tasks; t++) {
        if (votes.known(t) >= 0) {
          raise(foretold, t, candidate, row);
          sum += StrictMath.log(Math.max(MIN_LIKELIHOOD, row[votes.known(t)]));
        }
      }
      if (sum > most) {
        most = sum;
        best = candidate;
      }
    }
    return best;
  }

  /** One row to the power of {@code exponent}, summing to 1. */
  static void raise(double[] posterior, int t, double exponent, double[] into) {
    for (int k = 0; k < into.length; k++) {
      into[k] = StrictMath.pow(posterior[t * into.length + k], exponent);
    }
    Votes.normalise(into, 0, into.length);
  }

  /** Raises the rows of tasks that are not known. */
  static void raise(Votes votes, double[] posterior, double exponent) {
    if (exponent == 1) {
      return;
    }
    double[] row = new double[votes.classes];
    for (int t = 0; t < votes.tasks; t++) {
      if (votes.known(t) < 0) {
        raise(posterior, t, exponent, row);
        System.arraycopy(row, 0, posterior, t * row.length, row.length);
      }
    }
  }

  /**
   * Calibrates on known labels.
   *
   * @param foretold probabilities of the known tasks as if they were not, [task * K + class]
   */
  static Calibration onGold(Votes votes, double[] foretold, double inverseTemperature) {
    double exponent = exponent(votes, foretold);
    Calibration.Bins bins = new Calibration.Bins();
    double[] row = new double[votes.classes];
    for (int t = 0; t < votes.tasks; t++) {
      if (votes.known(t) >= 0) {
        raise(foretold, t, exponent, row);
        int best = best(row);
        bins.add(row[best], best == votes.known(t), 1);
      }
    }
    return new Calibration(
        Calibration.Basis.GOLD,
        votes.knownTasks(),
        inverseTemperature,
        exponent,
        Consensus.quantise(bins.expectedCalibrationError()));
  }

  /** Measures on answers foretold from the others how far a fit can be trusted. */
  static Calibration onAnswers(Votes votes, LeaveOneOut heldOut, double inverseTemperature) {
    Calibration.Bins bins = new Calibration.Bins();
    heldOut.foretell(
        inverseTemperature,
        (distribution, label, weight) -> {
          int best = best(distribution);
          bins.add(distribution[best], best == label, weight);
        });
    boolean enough = bins.total() >= Calibration.MIN_HELD_OUT_ANSWERS;
    return new Calibration(
        enough ? Calibration.Basis.HELD_OUT_ANSWERS : Calibration.Basis.NONE,
        votes.knownTasks(),
        inverseTemperature,
        1,
        enough ? Consensus.quantise(bins.expectedCalibrationError()) : 0);
  }

  private static int best(double[] distribution) {
    int best = 0;
    for (int k = 1; k < distribution.length; k++) {
      if (distribution[k] > distribution[best]) {
        best = k;
      }
    }
    return best;
  }
}
