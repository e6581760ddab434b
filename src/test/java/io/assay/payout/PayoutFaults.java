package io.assay.payout;

import io.assay.payout.merkle.MerkleSumTree;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.VoidResponse;
import org.web3j.protocol.http.HttpService;
import org.web3j.service.TxSignServiceImpl;

/**
 * Funding, proposing, activating and claiming on a real chain and database, while the program is
 * killed between any two calls of the node and the chain misbehaves. A kill is an error out of a
 * call, before or after the node got it, upon which everything in memory is left lying.
 */
final class PayoutFaults implements AutoCloseable {
  /** Keys of the node's open accounts 1 and 3, the same on every development chain. */
  private static final String POSTER =
      "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

  private static final String SPONSOR =
      "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6";

  private static final int LABELERS = 4;
  private static final int TRIES = 400;
  private static final ChainSender.Rules RULES =
      new ChainSender.Rules(12, 2, 4, 2, BigInteger.TEN.pow(13));

  /** What was found in the end. */
  record Outcome(int kills, int faults, int paidTwice, int missing, int stuck) {}

  private static final class Kill extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The way to the node: kills its caller or loses an answer when its time has come. */
  private static final class Line extends HttpService {
    private int untilKill = -1;
    private int untilLost = -1;
    private boolean after;

    Line(String url) {
      super(url);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public <T extends Response> T send(Request request, Class<T> type) throws IOException {
      boolean kill = untilKill-- == 0;
      boolean lose = untilLost-- == 0;
      if (kill && !after) {
        throw new Kill();
      }
      T answer = super.send(request, type);
      if (kill) {
        throw new Kill();
      }
      if (lose) {
        throw new IOException("the answer was lost");
      }
      return answer;
    }
  }

  /** Every statement is committed at once: there is no caller's transaction here. */
  private static final class AtOnce implements ChainTransactions.Apart {
    @Override
    public <T> T committed(Supplier<T> work) {
      return work.get();
    }

    @Override
    public <T> T outside(Supplier<T> work) {
      return work.get();
    }
  }

  private final EmbeddedPostgres server;
  private final VaultFixture fixture;
  private final String rpcUrl;
  private final HttpService direct;
  private final Jdbi jdbi;
  private final Random random;
  private final BigInteger[] owed = new BigInteger[LABELERS];
  private int kills;
  private int faults;
  private int stuck;

  PayoutFaults(String rpcUrl, long seed) throws Exception {
    this.rpcUrl = rpcUrl;
    random = new Random(seed);
    direct = new HttpService(rpcUrl);
    server = EmbeddedPostgres.start();
    jdbi = Jdbi.create(server.getPostgresDatabase());
    String created = Files.readString(Path.of("migrations/V021__create_chain_transaction.sql"));
    String attempts =
        Files.readString(Path.of("migrations/V088__keep_attempts_of_chain_transaction.sql"));
    jdbi.useHandle(handle -> handle.createScript(created + attempts).execute());
    fixture = VaultFixture.deploy(rpcUrl, 0, 100);
    rpc("anvil_mine", List.of("0x10"));
    java.util.Arrays.fill(owed, BigInteger.ZERO);
  }

  /** Plays epochs until the program was killed so often, then looks at the chain. */
  Outcome run(int wanted) throws IOException {
    for (int epoch = 1; kills < wanted; epoch++) {
      List<MerkleSumTree.Leaf> leaves = earn(epoch);
      settle(epoch, MerkleSumTree.of(leaves), leaves);
    }
    int twice = 0;
    int missing = 0;
    for (int i = 0; i < LABELERS; i++) {
      int more = balance(i).compareTo(owed[i]);
      twice += more > 0 ? 1 : 0;
      missing += more < 0 ? 1 : 0;
    }
    return new Outcome(kills, faults, twice, missing, stuck);
  }

  private List<MerkleSumTree.Leaf> earn(int epoch) {
    List<MerkleSumTree.Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < LABELERS; i++) {
      owed[i] = owed[i].add(BigInteger.valueOf(1 + random.nextInt(1000) + epoch));
      leaves.add(new MerkleSumTree.Leaf(i, account(i), owed[i]));
    }
    return leaves;
  }

  private static String account(int index) {
    return "0x" + String.format("%040x", 0xabc000 + index);
  }

  /** Tries until everybody has everything; each try is a program started anew. */
  private void settle(int epoch, MerkleSumTree tree, List<MerkleSumTree.Leaf> leaves)
      throws IOException {
    for (int tried = 0; tried < TRIES; tried++) {
      disturb();
      Line line = new Line(rpcUrl);
      line.after = random.nextBoolean();
      line.untilKill = random.nextInt(3) == 0 ? -1 : random.nextInt(60);
      line.untilLost = random.nextInt(4) == 0 ? random.nextInt(40) : -1;
      try {
        play(Web3j.build(line), epoch, tree, leaves);
        if (isPaid()) {
          return;
        }
      } catch (Kill killed) {
        kills++;
      } catch (ChainGateway.Unavailable | IOException | IllegalStateException again) {
        faults++;
      }
    }
    stuck++;
    throw new IllegalStateException("epoch " + epoch + " is stuck");
  }

  private boolean isPaid() throws IOException {
    for (int i = 0; i < LABELERS; i++) {
      if (balance(i).compareTo(owed[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** What the chain does of its own accord. */
  private void disturb() throws IOException {
    int what = random.nextInt(7);
    faults += what < 4 ? 1 : 0;
    switch (what) {
      case 0 -> rpc("anvil_reorg", List.of(1 + random.nextInt(2), List.of()));
      case 1 -> rpc("anvil_setNextBlockBaseFeePerGas", List.of("0x174876e800"));
      case 2 -> rpc("evm_setAutomine", List.of(false));
      case 3 -> rpc("anvil_dropAllTransactions", List.of());
      default -> {
        rpc("evm_setAutomine", List.of(true));
        rpc("anvil_mine", List.of("0x1"));
      }
    }
  }

  private void rpc(String method, List<Object> parameters) throws IOException {
    VoidResponse answer = new Request<>(method, parameters, direct, VoidResponse.class).send();
    if (answer.hasError()) {
      throw new IllegalStateException(method + ": " + answer.getError().getMessage());
    }
  }

  private void play(Web3j web3j, int epoch, MerkleSumTree tree, List<MerkleSumTree.Leaf> leaves)
      throws IOException {
    ChainSender sponsor = sender(web3j, SPONSOR);
    ChainSender poster = sender(web3j, POSTER);
    sponsor.finishEarlier();
    poster.finishEarlier();
    PayoutFaultsSteps steps = new PayoutFaultsSteps(fixture, sponsor, poster);
    steps.settle(epoch, tree, leaves);
  }

  private ChainSender sender(Web3j web3j, String key) throws IOException {
    return ChainSender.open(
        web3j,
        new TxSignServiceImpl(Credentials.create(key)),
        new ChainTransactions(jdbi, new AtOnce()),
        RULES);
  }

  private BigInteger balance(int index) throws IOException {
    try {
      return fixture.token.balanceOf(account(index)).send();
    } catch (Exception e) {
      throw new IOException("no balance of " + index, e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
