package io.assay.simulation.attacks;

/**
 * Accounts that pass on what one mediocre language model says.
 *
 * <p>The model has confusions of its own: by class it is right with a probability from 0.55 to
 * 0.85, and where it is wrong it mostly says the one label it confuses that class with. It gives
 * the same answer to the same task again, but for a tenth of the times when it is asked anew.
 */
final class ModelFarm implements Farm {
  private static final double WORST = 0.55;
  private static final double RANGE = 0.3;
  private static final double FAVOURITE = 0.8;
  private static final double ANEW = 0.1;

  private final Surroundings around;
  private final Coins coins;

  ModelFarm(Surroundings around, Coins coins) {
    this.around = around;
    this.coins = coins;
  }

  @Override
  public int answer(int account, int task) {
    boolean anew = coins.of(1).unit(account, task) < ANEW;
    return say(coins.of(2), anew ? account + 1 : 0, task);
  }

  private int say(Coins draws, int asked, int task) {
    int key = around.key(task);
    double right = WORST + RANGE * coins.of(3).unit(key, 0);
    if (draws.unit(asked, task) < right) {
      return key;
    }
    return draws.of(1).unit(asked, task) < FAVOURITE
        ? around.another(coins.of(4), 0, key, key)
        : around.another(draws.of(2), asked, task, key);
  }
}
