package io.assay.payout;

import io.assay.payout.contracts.PayoutVault;
import io.assay.payout.receipts.Bundle;
import io.assay.payout.receipts.LabelChallenge;
import io.assay.payout.receipts.PublishedEpoch;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/*
 * A challenge is tried first: the node is asked what the vault would say if it had been announced, so
 * that a wrong one costs nothing. Then it is announced, and told when the announcement is in a block.
 */
/** An epoch that is proposed to a vault, and whoever challenges it with their own key. */
public final class EpochChallenge implements AutoCloseable {
  /** Who asks where nobody signs. */
  public static final String NOBODY = "0x0000000000000000000000000000000000000001";

  private static final int SALT_BYTES = 32;

  /**
   * A challenge, ready to be sent.
   *
   * @param calldata 0x and digits
   * @param refusal what the vault would answer, in words; empty where it would void the epoch
   * @param gas of the announcement and the challenge; nothing where the node cannot tell
   */
  public record Plan(
      String function,
      String vaultAddress,
      String announcement,
      String calldata,
      String refusal,
      Optional<BigInteger> gas) {
    /** Whether the vault would void the epoch. */
    public boolean wins() {
      return refusal.isEmpty();
    }
  }

  /**
   * How a challenge ended.
   *
   * @param refusal of the vault, in words; empty where the epoch was voided
   * @param bounty base units paid to the challenger
   */
  public record Outcome(String refusal, BigInteger bounty) {}

  /** The bundle and the chain do not belong together, or there is nothing to challenge any more. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private final ChallengeChain chain;
  private final PayoutVault vault;
  private final byte[] root;
  private final ChallengeCalls calls;
  private final boolean provesLabels;

  private EpochChallenge(
      ChallengeChain chain, PayoutVault vault, byte[] root, ChallengeCalls calls, boolean proves) {
    this.chain = chain;
    this.vault = vault;
    this.root = root;
    this.calls = calls;
    this.provesLabels = proves;
  }

  /**
   * Finds the proposed epoch of a bundle.
   *
   * @throws Refused if it is not proposed, or the bundle is none of what was
   * @throws ChainGateway.Unavailable if the node does not answer or there is no vault
   */
  public static EpochChallenge open(
      String rpcUrl, String vaultAddress, Bundle bundle, PublishedEpoch epoch) {
    ChallengeChain chain = new ChallengeChain(rpcUrl, vaultAddress);
    try {
      return open(chain, vaultAddress, bundle, epoch);
    } catch (Refused | ChainGateway.Unavailable e) {
      chain.close();
      throw e;
    } catch (Exception e) {
      chain.close();
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  private static EpochChallenge open(
      ChallengeChain chain, String vaultAddress, Bundle bundle, PublishedEpoch epoch)
      throws Exception {
    Web3j node = chain.node();
    PayoutVault vault =
        PayoutVault.load(
            vaultAddress,
            node,
            new ReadonlyTransactionManager(node, NOBODY),
            new DefaultGasProvider());
    long chainId = node.ethChainId().send().getChainId().longValueExact();
    if (chainId != epoch.name().chainId()) {
      throw new Refused(
          "the bundle is of chain " + epoch.name().chainId() + ", the node of " + chainId);
    }
    BigInteger number = BigInteger.valueOf(epoch.name().epoch());
    if (vault.activeEpoch().send().compareTo(number) >= 0) {
      throw new Refused("epoch " + number + " is active: its window for challenges is over");
    }
    var proposed = vault.epochs(number).send();
    byte[] root = proposed.component1();
    if (Arrays.equals(root, new byte[SALT_BYTES])) {
      throw new Refused("epoch " + number + " is not proposed: it has no root on the chain");
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    ChallengeCalls calls =
        new ChallengeCalls(vault, bundle, epoch, salt, allocations(node, vaultAddress, number));
    boolean sameRoot = Numeric.toHexString(root).equals(epoch.tree().rootHex());
    boolean sameData = Arrays.equals(calls.dataHash(), proposed.component2());
    if (!sameRoot && !sameData) {
      throw new Refused(
          "the chain has neither the root nor the data hash of this bundle: it proves nothing there");
    }
    return new EpochChallenge(chain, vault, root, calls, sameData);
  }

  /** What the last proposal of the epoch took from each escrow, in its order. */
  private static List<PayoutVault.Allocation> allocations(
      Web3j node, String vaultAddress, BigInteger number) throws IOException {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameterName.EARLIEST, DefaultBlockParameterName.LATEST, vaultAddress);
    filter.addSingleTopic(org.web3j.abi.EventEncoder.encode(PayoutVault.ESCROWALLOCATED_EVENT));
    filter.addSingleTopic(Numeric.toHexStringWithPrefixZeroPadded(number, 2 * SALT_BYTES));
    EthLog answer = node.ethGetLogs(filter).send();
    if (answer.hasError()) {
      throw new ChainGateway.Unavailable(
          "the node refuses logs: " + answer.getError().getMessage());
    }
    List<Log> logs = answer.getLogs().stream().map(result -> (Log) result.get()).toList();
    List<PayoutVault.Allocation> allocations = new ArrayList<>();
    for (Log log : logs) {
      if (log.getTransactionHash().equals(logs.get(logs.size() - 1).getTransactionHash())) {
        var event = PayoutVault.getEscrowAllocatedEventFromLog(log);
        allocations.add(new PayoutVault.Allocation(event.escrow, event.amount));
      }
    }
    return allocations;
  }

  /** Whether labels and payments can be proven: the tables are those the epoch committed to. */
  public boolean provesTables() {
    return provesLabels;
  }

  /** Tries a challenge of a label, as this address, without sending anything. */
  public Plan planLabel(LabelChallenge challenge, String challenger) {
    return plan(calls.label(challenge), challenger);
  }

  /** Tries a challenge of a payout. */
  public Plan planPayout(PublishedEpoch.Fault fault, String challenger) {
    return plan(calls.payout(fault), challenger);
  }

  private Plan plan(ChallengeCalls.Call call, String challenger) {
    byte[] announcement = calls.announcement(challenger, root, call);
    String announce = vault.commitChallenge(announcement).encodeFunctionCall();
    String refusal =
        chain
            .refusalIfAnnounced(challenger, call.data(), announcement)
            .map(VaultErrors::inWords)
            .orElse("");
    Optional<BigInteger> gas =
        chain
            .gas(challenger, announce)
            .flatMap(
                first ->
                    chain.gasIfAnnounced(challenger, call.data(), announcement).map(first::add));
    return new Plan(
        call.function() + " of " + call.kind() + " " + call.place(),
        vault.getContractAddress(),
        announce,
        call.data(),
        refusal,
        gas);
  }

  /**
   * Announces, waits for a block, tells, and takes the bounty.
   *
   * @param wait seconds to wait for a block before telling anyway, for chains that make none
   *     without transactions
   * @param said told each transaction
   * @throws ChainGateway.Unavailable if the node does not answer or takes no transaction
   */
  public Outcome challenge(Plan plan, Credentials key, long wait, Consumer<String> said) {
    TransactionReceipt announced = chain.send(key, plan.announcement());
    said.accept(line("announced", announced));
    chain.awaitBlockAfter(announced.getBlockNumber(), wait);
    Optional<String> refusal = chain.refusal(key.getAddress(), plan.calldata());
    if (refusal.isPresent()) {
      return new Outcome(VaultErrors.inWords(refusal.get()), BigInteger.ZERO);
    }
    TransactionReceipt told = chain.send(key, plan.calldata());
    said.accept(line("challenged", told));
    if (!told.isStatusOK() || PayoutVault.getEpochVoidedEvents(told).isEmpty()) {
      return new Outcome("somebody was faster, or the window ended meanwhile", BigInteger.ZERO);
    }
    TransactionReceipt paid = chain.send(key, vault.withdrawBounty().encodeFunctionCall());
    said.accept(line("bounty withdrawn", paid));
    return new Outcome(
        "",
        PayoutVault.getBountyWithdrawnEvents(paid).stream()
            .map(event -> event.amount)
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  private static String line(String what, TransactionReceipt receipt) {
    return String.format(
        Locale.ROOT,
        "%s: transaction %s in block %d, %d gas",
        what,
        receipt.getTransactionHash(),
        receipt.getBlockNumber(),
        receipt.getGasUsed());
  }

  @Override
  public void close() {
    chain.close();
  }
}
