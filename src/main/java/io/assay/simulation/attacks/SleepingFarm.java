package io.assay.simulation.attacks;

/** Accounts that work honestly until they are trusted, then copy a sheet. */
final class SleepingFarm implements Farm {
  private final Surroundings around;
  private final Sheet sheet;
  private final double noise;
  private final Coins coins;
  private final double accuracy;
  private final int honestAnswers;
  private final int[] given;

  SleepingFarm(Surroundings around, int accounts, int honestAnswers, double noise, Coins coins) {
    this.around = around;
    this.noise = noise;
    this.coins = coins;
    this.sheet = Sheet.random(around, coins.of(1));
    this.accuracy = around.accuracyQuantile(0.5);
    this.honestAnswers = honestAnswers;
    this.given = new int[accounts];
  }

  @Override
  public int answer(int account, int task) {
    given[account]++;
    return given[account] <= honestAnswers
        ? around.honest(coins.of(2), account, task, accuracy)
        : sheet.copied(coins.of(3), noise, account, task);
  }
}
