package io.assay.simulation.attacks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How many answers the accounts of an attack give, and to which tasks. */
final class Volumes {
  private Volumes() {}

  /**
   * Divides answers among accounts; where the tasks are too few for them, accounts are added.
   *
   * @param spread by how much of their mean the numbers differ at most, before rounding
   * @return answers by account, in all as many as wanted
   */
  static int[] draw(long wanted, int accounts, int tasks, double spread, SplittableRandom random) {
    int count = Math.max(accounts, (int) ((wanted + tasks - 1) / tasks));
    double[] weights = new double[count];
    Arrays.setAll(weights, i -> 1 - spread + 2 * spread * random.nextDouble());
    double total = Arrays.stream(weights).sum();
    int[] volumes = new int[count];
    long left = wanted;
    for (int i = 0; i < count; i++) {
      volumes[i] = (int) Math.min(tasks, StrictMath.floor(wanted * weights[i] / total));
      left -= volumes[i];
    }
    for (int i = 0; left > 0; i = (i + 1) % count) {
      if (volumes[i] < tasks) {
        volumes[i]++;
        left--;
      }
    }
    return volumes;
  }

  /** Draws the tasks of an account, in the order in which it answers them. */
  static int[] tasks(int tasks, Farm farm, int volume, SplittableRandom random) {
    int[] wanted = new int[tasks];
    int[] others = new int[tasks];
    int wantedCount = 0;
    int otherCount = 0;
    for (int task = 0; task < tasks; task++) {
      if (farm.wants(task)) {
        wanted[wantedCount++] = task;
      } else {
        others[otherCount++] = task;
      }
    }
    int half = wantedCount == 0 ? 0 : Math.min(wantedCount, (volume + 1) / 2);
    int rest = Math.min(otherCount, volume - half);
    int[] first = Draws.some(Arrays.copyOf(wanted, wantedCount), volume - rest, random);
    int[] second = Draws.some(Arrays.copyOf(others, otherCount), rest, random);
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return Draws.some(both, both.length, random);
  }

  /** Draws the tasks of each account of a farm: first those of all, then those of its own. */
  static int[][] overlapping(int tasks, FarmShape shape, SplittableRandom random) {
    int[] shuffled = Draws.some(tasks, tasks, random);
    int common = Math.min(shape.overlap(), tasks);
    int[] others = Arrays.copyOfRange(shuffled, common, tasks);
    int[][] drawn = new int[shape.accounts()][];
    for (int account = 0; account < drawn.length; account++) {
      int[] own = Draws.some(others, shape.answers() - common, random);
      int[] both = Arrays.copyOf(shuffled, common + own.length);
      System.arraycopy(own, 0, both, common, own.length);
      drawn[account] = Draws.some(both, both.length, random);
    }
    return drawn;
  }
}
