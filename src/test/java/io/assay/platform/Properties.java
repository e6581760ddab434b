package io.assay.platform;

import java.util.SplittableRandom;

/** Property tests: a claim over many seeded random cases; a failure names the seed to repeat it. */
public final class Properties {
  private static final long FIRST_SEED = Long.getLong("assay.test.seed", 20_260_101L);

  private Properties() {}

  /** A claim about one random case; it throws where the claim does not hold. */
  public interface Claim {
    void check(SplittableRandom random) throws Exception;
  }

  /**
   * Checks the claim for so many seeds. Set the system property {@code assay.test.seed} to a seed
   * that failed to meet it first.
   */
  public static void forAll(int cases, Claim claim) {
    for (int i = 0; i < cases; i++) {
      long seed = FIRST_SEED + i;
      try {
        claim.check(new SplittableRandom(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("does not hold for -Dassay.test.seed=" + seed, e);
      }
    }
  }
}
