package io.assay.simulation.attacks;

/**
 * Accounts that copy a sheet and count how often a task is shown to any of them: one shown more
 * often than tasks usually are is taken for a probe and answered honestly (Wang et al., TDSSA,
 * 2020).
 */
final class CountingFarm implements Farm {
  private final Surroundings around;
  private final Sheet sheet;
  private final double noise;
  private final Coins coins;
  private final double accuracy;
  private final int usual;
  private final int[] shown;

  /**
   * @param usual how often a task is shown to the accounts at most before it is taken for a probe
   */
  CountingFarm(Surroundings around, int usual, double noise, Coins coins) {
    this.around = around;
    this.usual = usual;
    this.noise = noise;
    this.coins = coins;
    this.sheet = Sheet.random(around, coins.of(1));
    this.accuracy = around.accuracyQuantile(0.5);
    this.shown = new int[around.crowd().tasks()];
  }

  @Override
  public int answer(int account, int task) {
    shown[task]++;
    return shown[task] > usual
        ? around.honest(coins.of(2), account, task, accuracy)
        : sheet.copied(coins.of(3), noise, account, task);
  }
}
