package io.assay.simulation.attacks;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Plants attacks into recorded crowds, from a seed: the same seed gives the same answers on every
 * machine.
 *
 * <p>A share s of all answers is the attack's: with H honest answers it gives A = H s / (1 - s),
 * from m = max(5, A / mean answers of an honest labeler) accounts, whose numbers of answers differ
 * by up to 30 % from their mean; tasks are drawn uniformly, without repetition for an account.
 */
public final class Attacks {
  private static final int FEWEST_ACCOUNTS = 5;
  private static final double SPREAD = 0.3;

  private Attacks() {}

  /**
   * Plants one attack.
   *
   * @param truth the true label by task, of some or all tasks
   * @param share attack answers over all answers, in (0, 1)
   */
  public static AttackedCrowd plant(
      Answers honest, Map<String, String> truth, AttackStyle style, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("the share of an attack is between 0 and 1: " + share);
    }
    SplittableRandom random = new SplittableRandom(seed);
    Surroundings around = Surroundings.of(honest, truth, random.nextLong());
    long wanted = StrictMath.round(honest.size() * share / (1 - share));
    double mean = honest.size() / (double) honest.labelers();
    int accounts = (int) Math.max(FEWEST_ACCOUNTS, StrictMath.rint(wanted / mean));
    int[] volumes = Volumes.draw(wanted, accounts, honest.tasks(), SPREAD, random);
    int volume = (int) (wanted / volumes.length);
    Farm farm = style.farm(around, volumes.length, volume, random.nextLong());
    Answers.Builder all = copy(honest);
    List<String> names = AccountNames.draw(honest, Set.of(), volumes.length, random);
    int[][] tasks = new int[volumes.length][];
    for (int account = 0; account < volumes.length; account++) {
      tasks[account] = Volumes.tasks(honest.tasks(), farm, volumes[account], random);
    }
    play(around, farm, tasks, names, all);
    return new AttackedCrowd(all.build(), new TreeSet<>(names), around.gold());
  }

  /**
   * Plants farms of one shape, each with its own source.
   *
   * @param truth the true label by task, of some or all tasks
   */
  public static AttackedCrowd plant(
      Answers honest, Map<String, String> truth, FarmShape shape, int farms, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Surroundings around = Surroundings.of(honest, truth, random.nextLong());
    Answers.Builder all = copy(honest);
    Set<String> planted = new TreeSet<>();
    for (int number = 0; number < farms; number++) {
      Farm farm = shape.farm(around, random.nextLong());
      List<String> names = AccountNames.draw(honest, planted, shape.accounts(), random);
      int[][] tasks = Volumes.overlapping(honest.tasks(), shape, random);
      play(around, farm, tasks, names, all);
      planted.addAll(names);
    }
    return new AttackedCrowd(all.build(), new TreeSet<>(planted), around.gold());
  }

  /** Names of accounts that cannot be told from those of the crowd, from a seed. */
  public static List<String> accountNames(Answers honest, int count, long seed) {
    return AccountNames.draw(honest, Set.of(), count, new SplittableRandom(seed));
  }

  private static Answers.Builder copy(Answers honest) {
    Answers.Builder all = Answers.builder();
    for (int t = 0; t < honest.tasks(); t++) {
      for (int p = honest.taskStart(t); p < honest.taskEnd(t); p++) {
        all.add(
            honest.task(t), honest.labeler(honest.labelerAt(p)), honest.label(honest.labelAt(p)));
      }
    }
    return all;
  }

  /** Lets the accounts answer in turn. */
  private static void play(
      Surroundings around, Farm farm, int[][] tasks, List<String> names, Answers.Builder into) {
    int longest = Arrays.stream(tasks).mapToInt(one -> one.length).max().orElse(0);
    for (int turn = 0; turn < longest; turn++) {
      for (int account = 0; account < tasks.length; account++) {
        if (turn < tasks[account].length) {
          int task = tasks[account][turn];
          int label = farm.answer(account, task);
          into.add(around.crowd().task(task), names.get(account), around.crowd().label(label));
        }
      }
    }
  }
}
