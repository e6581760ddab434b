package io.assay.simulation.attacks;

/**
 * Careless accounts that tell each other of gold: the first of them to meet a gold task answers
 * carelessly and learns what it was, all others are right on it (Checco et al., 2018).
 */
final class LeakingFarm implements Farm {
  private final Surroundings around;
  private final Coins coins;
  private final boolean[] leaked;

  LeakingFarm(Surroundings around, Coins coins) {
    this.around = around;
    this.coins = coins;
    this.leaked = new boolean[around.crowd().tasks()];
  }

  @Override
  public int answer(int account, int task) {
    if (leaked[task]) {
      return around.key(task);
    }
    leaked[task] = around.isGold(task);
    return coins.below(around.crowd().labels(), account, task);
  }
}
