package io.assay.fraud.behaviour;

import java.util.Arrays;

/** The sittings in which one labeler worked: a pause of more than 15 minutes ends one. */
final class Sessions {
  private static final double PAUSE = 900;

  final double[] starts;
  final double[] ends;

  private Sessions(double[] starts, double[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /** The sittings of ascending times, in seconds. */
  static Sessions of(double[] times) {
    double[] starts = new double[times.length];
    double[] ends = new double[times.length];
    int sessions = 0;
    for (int i = 0; i < times.length; i++) {
      if (i == 0 || times[i] - times[i - 1] > PAUSE) {
        starts[sessions++] = times[i];
      }
      ends[sessions - 1] = times[i];
    }
    return new Sessions(Arrays.copyOf(starts, sessions), Arrays.copyOf(ends, sessions));
  }

  /** How many sittings here begin within so many seconds after one of the other ends. */
  int beginAfter(Sessions other, double seconds) {
    int relayed = 0;
    int j = 0;
    for (double start : starts) {
      while (j < other.ends.length && other.ends[j] < start - seconds) {
        j++;
      }
      relayed += j < other.ends.length && other.ends[j] <= start ? 1 : 0;
    }
    return relayed;
  }

  /** Seconds in which both worked. */
  double overlap(Sessions other) {
    double overlap = 0;
    int j = 0;
    for (int i = 0; i < starts.length; i++) {
      while (j < other.ends.length && other.ends[j] < starts[i]) {
        j++;
      }
      for (int k = j; k < other.starts.length && other.starts[k] <= ends[i]; k++) {
        overlap +=
            Math.max(0, Math.min(ends[i], other.ends[k]) - Math.max(starts[i], other.starts[k]));
      }
    }
    return overlap;
  }
}
