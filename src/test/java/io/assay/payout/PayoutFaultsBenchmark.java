package io.assay.payout;

import io.assay.Bench;
import io.assay.platform.TestChain;
import java.nio.file.Files;

/** A thousand kills of what moves money, on a chain that misbehaves: {@code payout-faults}. */
public final class PayoutFaultsBenchmark {
  private static final int KILLS = 1_000;
  private static final long SEED = 6;

  private PayoutFaultsBenchmark() {}

  public static void run(Bench bench) throws Exception {
    try (TestChain chain = TestChain.start(Files.createTempDirectory("assay-payout-faults"));
        PayoutFaults faults = new PayoutFaults(chain.rpcUrl(), SEED)) {
      PayoutFaults.Outcome outcome = faults.run(KILLS);
      bench.figure("epochs", (double) outcome.epochs(), "epochs");
      bench.figure("kills", (double) outcome.kills(), "kills");
      bench.figure("faults", (double) outcome.faults(), "faults");
      bench.figure("paid_twice", (double) outcome.paidTwice(), "labelers");
      bench.figure("missing", (double) outcome.missing(), "labelers");
      bench.figure("stuck", (double) outcome.stuck(), "epochs");
      bench.figure("unbalanced", (double) outcome.unbalanced(), "checks of the audit");
    }
  }
}
