package io.assay.simulation.attacks;

/**
 * One farm of copiers as detectors are measured on: each account copies a source with the
 * probability of the copy rate and otherwise does its own work, as well as the median labeler.
 *
 * @param accounts accounts of the farm
 * @param sourceAccuracy probability that the source is right; it errs as the crowd does
 * @param copyRate probability that an answer is copied
 * @param answers answers an account gives
 * @param overlap how many of them go to tasks that all accounts of the farm answer; the others go
 *     to tasks drawn for each account
 */
public record FarmShape(
    int accounts, double sourceAccuracy, double copyRate, int answers, int overlap) {
  public FarmShape {
    if (accounts < 1 || answers < 1 || overlap < 0 || overlap > answers) {
      throw new IllegalArgumentException("a farm cannot have this shape");
    }
  }

  Farm farm(Surroundings around, long seed) {
    Coins coins = new Coins(seed);
    Sheet source = Sheet.decent(around, sourceAccuracy, coins.of(1));
    double own = around.accuracyQuantile(0.5);
    return (account, task) ->
        coins.of(2).unit(account, task) < copyRate
            ? source.label(task)
            : around.honest(coins.of(3), account, task, own);
  }
}
