package io.assay.simulation.attacks;

/** One label for every task, from which the accounts of a farm copy. */
final class Sheet {
  private static final double RECOGNISED = 0.8;
  private static final double POISONED = 0.8;

  private final Surroundings around;
  private final int[] labels;

  private Sheet(Surroundings around) {
    this.around = around;
    this.labels = new int[around.crowd().tasks()];
  }

  /** Answers without any care. */
  static Sheet random(Surroundings around, Coins coins) {
    Sheet sheet = new Sheet(around);
    for (int t = 0; t < sheet.labels.length; t++) {
      sheet.labels[t] = coins.below(around.crowd().labels(), 0, t);
    }
    return sheet;
  }

  /** Right on the gold that is recognised, wrong on most of the rest. */
  static Sheet camouflaged(Surroundings around, Coins coins) {
    Sheet sheet = new Sheet(around);
    for (int t = 0; t < sheet.labels.length; t++) {
      boolean recognised = around.isGold(t) && coins.unit(0, t) < RECOGNISED;
      boolean poisoned = !recognised && coins.unit(1, t) < POISONED;
      sheet.labels[t] = poisoned ? around.wrong(coins, 2, t) : around.key(t);
    }
    return sheet;
  }

  /** The answers of one labeler of this accuracy. */
  static Sheet decent(Surroundings around, double accuracy, Coins coins) {
    Sheet sheet = new Sheet(around);
    for (int t = 0; t < sheet.labels.length; t++) {
      sheet.labels[t] = around.honest(coins, 0, t, accuracy);
    }
    return sheet;
  }

  int label(int task) {
    return labels[task];
  }

  /** The label of the sheet, or with the probability of noise any label. */
  int copied(Coins coins, double noise, int account, int task) {
    return coins.unit(account, task) < noise
        ? coins.of(1).below(around.crowd().labels(), account, task)
        : labels[task];
  }
}
