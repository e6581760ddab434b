package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The tasks on which a bloc and the crowd are both sure and disagree. */
final class DisputedTasks {
  private static final int MAX_TASKS = 10;

  /** More answers of a side make a dispute no clearer. */
  private static final double ENOUGH = 3;

  private static final double MIN_CLEARNESS = 0.3;

  private DisputedTasks() {}

  /** The clearest disputes that are not decided yet, clearest first, at most ten. */
  static List<String> of(LatentKey fit) {
    Answers answers = fit.crowd.answers();
    boolean[] members = fit.members();
    double[] clearness = new double[answers.tasks()];
    for (int t = 0; t < clearness.length; t++) {
      if (fit.crowd.known()[t] < 0) {
        clearness[t] = clearness(fit, members, t);
      }
    }
    return IntStream.range(0, clearness.length)
        .filter(t -> clearness[t] > MIN_CLEARNESS)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer t) -> -clearness[t]))
        .limit(MAX_TASKS)
        .map(answers::task)
        .toList();
  }

  private static double clearness(LatentKey fit, boolean[] members, int t) {
    Answers answers = fit.crowd.answers();
    int classes = answers.labels();
    double of = 0;
    double against = 0;
    for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
      int j = answers.labelerAt(p);
      if (members[j]) {
        of++;
      } else if (!fit.crowd.isOut(j)) {
        against++;
      }
    }
    double same = 0;
    for (int k = 0; k < classes; k++) {
      same += fit.key[t * classes + k] * fit.model.belief[t * classes + k];
    }
    return (1 - same) * Math.min(of, ENOUGH) * Math.min(against, ENOUGH);
  }
}
