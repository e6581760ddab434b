package io.assay.simulation.attacks;

import java.util.SplittableRandom;

/** Follows the majority but on a tenth of the tasks, where all its accounts are wrong together. */
final class FlippingFarm implements Farm {
  private static final int ONE_IN = 10;

  private final Surroundings around;
  private final double noise;
  private final Coins coins;
  private final boolean[] target;

  FlippingFarm(Surroundings around, double noise, Coins coins) {
    this.around = around;
    this.noise = noise;
    this.coins = coins;
    int tasks = around.crowd().tasks();
    this.target = new boolean[tasks];
    SplittableRandom random = new SplittableRandom(coins.below(Integer.MAX_VALUE, 0, 0));
    for (int task : Draws.some(tasks, Math.max(1, tasks / ONE_IN), random)) {
      target[task] = true;
    }
  }

  @Override
  public boolean wants(int task) {
    return target[task];
  }

  @Override
  public int answer(int account, int task) {
    if (coins.of(1).unit(account, task) < noise) {
      return coins.of(2).below(around.crowd().labels(), account, task);
    }
    return target[task] ? around.wrong(coins.of(3), 0, task) : around.majority(task);
  }
}
