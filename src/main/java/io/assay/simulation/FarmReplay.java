package io.assay.simulation;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.simulation.attacks.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Plays a recorded crowd through the HTTP API, and a farm beside it. */
public final class FarmReplay {
  private static final long SEED = 0xC0DE;

  private FarmReplay() {}

  /**
   * Plays both to the end. The crowd's answers come in an order drawn from a seed: recorded files
   * are sorted by task, and a farm would meet tasks nobody else has seen.
   *
   * @throws ApiException if the server refuses or cannot be reached
   */
  public static FarmReport run(Replay replay, Crowd recorded, FarmPlan plan, String adminToken) {
    Crowd crowd = shuffled(recorded);
    Answers answers = answers(crowd);
    FarmPlay play = new FarmPlay(replay, plan, crowd, around(crowd, answers));
    ReplayReport report = replay.run(crowd, adminToken, play);
    return play.report(report, right(crowd, answers));
  }

  private static Crowd shuffled(Crowd crowd) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Crowd.Answer> answers = new ArrayList<>(crowd.answers());
    for (int i = answers.size() - 1; i > 0; i--) {
      Collections.swap(answers, i, random.nextInt(i + 1));
    }
    return new Crowd(
        crowd.name(), answers, crowd.truth(), crowd.gold(), crowd.texts(), crowd.browsers());
  }

  private static Answers answers(Crowd crowd) {
    Answers.Builder answers = Answers.builder();
    crowd.answers().forEach(one -> answers.add(one.task(), one.labeler(), one.label()));
    return answers.build();
  }

  /** What the farm knows; of labels no more than the server takes. */
  private static Surroundings around(Crowd crowd, Answers answers) {
    Map<String, String> truth = new HashMap<>(crowd.truth());
    truth.putAll(crowd.gold());
    truth.values().retainAll(crowd.labels());
    return crowd.gold().isEmpty()
        ? Surroundings.of(answers, truth, SEED)
        : Surroundings.of(answers, truth, crowd.gold().keySet());
  }

  private static long right(Crowd crowd, Answers answers) {
    Consensus alone = Aggregators.DEFAULT.aggregate(answers, crowd.gold());
    long right = 0;
    for (int t = 0; t < answers.tasks(); t++) {
      right += alone.label(t).equals(crowd.truth().get(answers.task(t))) ? 1 : 0;
    }
    return right;
  }
}
