package io.assay.payout;

import io.assay.payout.contracts.DemoToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.VoidResponse;
import org.web3j.protocol.http.HttpService;

/**
 * Closing, rooting, sealing, funding, proposing, activating and claiming on a real chain and
 * database, while the program is killed between any two statements and calls of the node, and chain
 * and token misbehave. A kill is an error out of a statement or call, before or after it was done,
 * upon which everything in memory is left lying and what was not committed is lost.
 */
final class PayoutFaults implements AutoCloseable {
  /** Keys of the node's open accounts 1, 3 and 4, the same on every development chain. */
  private static final Map<String, String> KEYS =
      Map.of(
          "assay.payout.keys.poster.development-key",
          "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
          "assay.payout.keys.sponsor.development-key",
          "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
          "assay.payout.keys.relayer.development-key",
          "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a");

  private static final int LABELERS = 4;
  private static final int TRIES = 300;
  private static final int FIRST_STEPS = 200;

  /**
   * What was found in the end.
   *
   * @param paidTwice labelers who had more than they earned, ever
   * @param missing labelers who have less
   * @param stuck epochs that did not come home
   * @param unbalanced checks of the money's audit that differ
   */
  record Outcome(
      int epochs, int kills, int faults, int paidTwice, int missing, int stuck, int unbalanced) {
    int wrong() {
      return paidTwice + missing + stuck + unbalanced;
    }
  }

  private final TestBooks books;
  private final VaultFixture fixture;
  private final HttpService direct;
  private final FaultyLedger ledger;
  private final PayoutProgram.Surroundings surroundings;
  private final Random random;
  private final Map<UUID, BigInteger> owed = new HashMap<>();
  private final Map<UUID, Boolean> paidTwice = new HashMap<>();
  private int steps = FIRST_STEPS;
  private int epochs;
  private int kills;
  private int faults;
  private int stuck;

  PayoutFaults(String rpcUrl, long seed) throws Exception {
    random = new Random(seed);
    direct = new HttpService(rpcUrl);
    books = new TestBooks();
    DataSource database = books.source();
    fixture = VaultFixture.deployWith(rpcUrl, "MoodyToken");
    rpc("anvil_mine", List.of("0x10"));
    ledger = new FaultyLedger(io.assay.platform.TestOutbox.jdbi(database), LABELERS);
    ledger.labelers().forEach(one -> owed.put(one, BigInteger.ZERO));
    surroundings =
        new PayoutProgram.Surroundings(
            database, rpcUrl, fixture.vaultAddress, fixture.tokenAddress, KEYS, ledger::load);
  }

  /** Plays epochs until the program was killed so often, then looks at the chain and the books. */
  Outcome run(int wanted) throws Exception {
    while (kills < wanted && stuck == 0) {
      epochs++;
      ledger.answer(random).forEach((labeler, more) -> owed.merge(labeler, more, BigInteger::add));
      settle();
    }
    int missing = 0;
    for (UUID labeler : ledger.labelers()) {
      missing += balance(labeler).compareTo(owed.get(labeler)) < 0 ? 1 : 0;
    }
    return new Outcome(epochs, kills, faults, paidTwice.size(), missing, stuck, unbalanced());
  }

  /** What the platform takes for covered beyond what its sponsor holds. */
  BigInteger coveredByTheVault() throws Exception {
    try (PayoutProgram program = new PayoutProgram(surroundings, KillClock.never())) {
      return program.treasury().subtract(fixture.balance(fixture.sponsor));
    }
  }

  private int unbalanced() throws Exception {
    try (PayoutProgram program = new PayoutProgram(surroundings, KillClock.never())) {
      return (int) program.audit().stream().filter(line -> !line.difference().isZero()).count();
    }
  }

  /** Tries until everybody has everything; each try is a program started anew. */
  private void settle() throws Exception {
    for (int tried = 0; tried < TRIES; tried++) {
      disturb();
      boolean kill = random.nextInt(3) > 0;
      KillClock clock =
          new KillClock(
              kill ? random.nextInt(steps) : -1,
              random.nextBoolean(),
              random.nextInt(4) == 0 ? random.nextInt(40) : -1);
      try (PayoutProgram program = new PayoutProgram(surroundings, clock)) {
        program.play(ledger.labelers());
        steps = Math.max(FIRST_STEPS, clock.steps());
      } catch (KillClock.Kill killed) {
        kills++;
      } catch (RuntimeException again) {
        if (isKilled(again)) {
          kills++;
        } else {
          faults++;
        }
      }
      if (isPaid()) {
        return;
      }
    }
    stuck++;
  }

  private static boolean isKilled(Throwable thrown) {
    return thrown != null && (thrown instanceof KillClock.Kill || isKilled(thrown.getCause()));
  }

  private boolean isPaid() throws IOException {
    boolean paid = true;
    for (UUID labeler : ledger.labelers()) {
      int more = balance(labeler).compareTo(owed.get(labeler));
      paid &= more >= 0;
      if (more > 0) {
        paidTwice.put(labeler, true);
      }
    }
    return paid;
  }

  /** What chain and token do of their own accord. */
  private void disturb() throws IOException {
    int what = random.nextInt(10);
    faults += what < 5 ? 1 : 0;
    switch (what) {
      case 0 -> rpc("anvil_reorg", List.of(1 + random.nextInt(2), List.of()));
      case 1 -> rpc("anvil_setNextBlockBaseFeePerGas", List.of("0x174876e800"));
      case 2 -> rpc("evm_setAutomine", List.of(false));
      case 3 -> rpc("anvil_dropAllTransactions", List.of());
      case 4 -> feel(1 + random.nextInt(3));
      default -> {
        rpc("evm_setAutomine", List.of(true));
        feel(0);
        rpc("anvil_mine", List.of("0x3"));
      }
    }
  }

  /** Sets the token's mood in its storage, so that no block is needed for it. */
  private void feel(int mood) throws IOException {
    rpc(
        "anvil_setStorageAt",
        List.of(fixture.tokenAddress, "0x5", "0x" + String.format("%064x", mood)));
  }

  private void rpc(String method, List<Object> parameters) throws IOException {
    VoidResponse answer = new Request<>(method, parameters, direct, VoidResponse.class).send();
    if (answer.hasError()) {
      throw new IllegalStateException(method + ": " + answer.getError().getMessage());
    }
  }

  private BigInteger balance(UUID labeler) throws IOException {
    try {
      DemoToken token = fixture.token;
      return token.balanceOf(ledger.wallet(labeler)).send();
    } catch (Exception e) {
      throw new IOException("no balance of " + labeler, e);
    }
  }

  @Override
  public void close() throws IOException {
    books.close();
  }
}
