package io.assay.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.assay.platform.TestChain;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayoutFaultsTest {
  private static final int KILLS = 25;

  @TempDir Path home;

  @Test
  void killedAnywhere_onAChainThatMisbehaves_everybodyIsPaidOnce() throws Exception {
    try (TestChain chain = TestChain.start(home);
        PayoutFaults faults = new PayoutFaults(chain.rpcUrl(), 1)) {
      PayoutFaults.Outcome outcome = faults.run(KILLS);
      assertTrue(outcome.kills() >= KILLS && outcome.faults() > 0, outcome.toString());
      assertEquals(0, outcome.wrong(), outcome.toString());
    }
  }

  @Test
  void stakeOfThePoster_coversNoDataset() throws Exception {
    try (TestChain chain = TestChain.start(home);
        PayoutFaults faults = new PayoutFaults(chain.rpcUrl(), 1)) {
      assertEquals(BigInteger.ZERO, faults.coveredByTheVault());
    }
  }
}
