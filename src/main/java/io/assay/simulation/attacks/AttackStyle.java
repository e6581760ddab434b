package io.assay.simulation.attacks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How an attacker answers.
 *
 * <p>K classes; the key of a task is its true label; noise replaces an answer by one of the K
 * labels, drawn anew for each account and task. The first five are those of the tables of peers'
 * collapse (after Yuan et al. 2017, and Wang et al., TDSSA, 2020).
 */
public enum AttackStyle {
  /** Independent accounts that answer at random. */
  SPAMMERS("a") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      Coins coins = new Coins(seed);
      return (account, task) -> coins.below(around.crowd().labels(), account, task);
    }
  },

  /** One sheet of random answers, copied by all accounts; noise 5 %. */
  SHARED_SHEET("b") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      Coins coins = new Coins(seed);
      Sheet sheet = Sheet.random(around, coins.of(1));
      return (account, task) -> sheet.copied(coins.of(2), NOISE, account, task);
    }
  },

  /**
   * One sheet that is right on the gold recognised (80 % of it), else with probability 0.8 one
   * wrong label and otherwise the key; noise 5 %.
   */
  CAMOUFLAGED("c") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      Coins coins = new Coins(seed);
      Sheet sheet = Sheet.camouflaged(around, coins.of(1));
      return (account, task) -> sheet.copied(coins.of(2), NOISE, account, task);
    }
  },

  /**
   * Accounts that follow the majority of the honest, except on a tenth of the tasks, where all of
   * them give the same wrong label; noise 5 %.
   */
  TARGETED_FLIPS("d") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      return new FlippingFarm(around, NOISE, new Coins(seed));
    }
  },

  /**
   * Copies of one decent labeler, who is right as often as the 75th percentile of the honest and
   * errs as they do; noise 2.5 %.
   */
  REWARD_FARM("e") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      Coins coins = new Coins(seed);
      Sheet sheet = Sheet.decent(around, around.accuracyQuantile(0.75), coins.of(1));
      return (account, task) -> sheet.copied(coins.of(2), NOISE / 2, account, task);
    }
  },

  /** Accounts honest for the first half of their work, then copying a random sheet; noise 5 %. */
  SLEEPERS("f") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      return new SleepingFarm(around, accounts, volume / 2, NOISE, new Coins(seed));
    }
  },

  /** Careless accounts that tell each other the gold they met. */
  GOLD_LEAKERS("g") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      return new LeakingFarm(around, new Coins(seed));
    }
  },

  /** Accounts that pass on the answers of one mediocre language model. */
  MODEL_COPIERS("h") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      return new ModelFarm(around, new Coins(seed));
    }
  },

  /** A random sheet, but honest on tasks shown to the farm half as often again as usual. */
  EXPOSURE_COUNTERS("i") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      double mean = accounts * (double) volume / around.crowd().tasks();
      int usual = 1 + (int) StrictMath.ceil(1.5 * mean);
      return new CountingFarm(around, usual, NOISE, new Coins(seed));
    }
  },

  /** Two farms at once that know nothing of each other: a camouflaged one and a random sheet. */
  TWO_FARMS("j") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      Coins coins = new Coins(seed);
      Sheet one = Sheet.camouflaged(around, coins.of(1));
      Sheet other = Sheet.random(around, coins.of(2));
      return (account, task) ->
          (account % 2 == 0 ? one : other).copied(coins.of(3), NOISE, account, task);
    }
  },

  /** Farms of two to five accounts, each copying a source that is right three times in four. */
  SMALL_FARMS("k") {
    @Override
    public Farm farm(Surroundings around, int accounts, int volume, long seed) {
      Coins coins = new Coins(seed);
      Sheet[] sources = new Sheet[accounts];
      for (int account = 0, size = 2;
          account < accounts;
          account += size, size = size == 5 ? 2 : size + 1) {
        Sheet source = Sheet.decent(around, SMALL_SOURCE, coins.of(4L + account));
        for (int member = account; member < Math.min(accounts, account + size); member++) {
          sources[member] = source;
        }
      }
      return (account, task) -> sources[account].copied(coins.of(2), NOISE, account, task);
    }
  };

  private static final double NOISE = 0.05;
  private static final double SMALL_SOURCE = 0.75;

  private final String letter;

  AttackStyle(String letter) {
    this.letter = letter;
  }

  /** The letter by which tables call it. */
  public String letter() {
    return letter;
  }

  /** The name by which commands call it. */
  public String styleName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The style of this letter or name. */
  public static Optional<AttackStyle> find(String letterOrName) {
    return Arrays.stream(values())
        .filter(
            style -> style.letter.equals(letterOrName) || style.styleName().equals(letterOrName))
        .findFirst();
  }

  /**
   * Makes the attacker.
   *
   * @param accounts how many accounts it has
   * @param volume answers an account gives on average
   */
  public abstract Farm farm(Surroundings around, int accounts, int volume, long seed);
}
