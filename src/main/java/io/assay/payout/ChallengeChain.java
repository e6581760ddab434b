package io.assay.payout;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.utils.Numeric;

/** A node as a challenger uses it: one vault, a key of their own, no database. */
final class ChallengeChain implements AutoCloseable {
  private static final int POLL_MILLIS = 200;
  private static final int RECEIPT_POLLS = 1500;
  private static final BigInteger PERCENT = BigInteger.valueOf(100);

  /** Gas of a block changes between the estimate and the transaction, and so does its price. */
  private static final BigInteger MARGIN = BigInteger.valueOf(130);

  /** The vault keeps announcements in one of its first slots. */
  private static final int SLOTS = 48;

  private final HttpService service;
  private final Web3j node;
  private final String vaultAddress;

  ChallengeChain(String rpcUrl, String vaultAddress) {
    this.service = new HttpService(rpcUrl, new OkHttpClient());
    this.node = Web3j.build(service);
    this.vaultAddress = vaultAddress;
  }

  Web3j node() {
    return node;
  }

  /** The error with which the vault refuses a call now, if it does. */
  Optional<String> refusal(String from, String data) {
    return refusal(
        ask(() -> node.ethCall(call(from, data), DefaultBlockParameterName.PENDING).send()));
  }

  /** The same if a challenge had been announced before. */
  Optional<String> refusalIfAnnounced(String from, String data, byte[] announcement) {
    return refusal(
        ask(
            () ->
                new Request<>(
                        "eth_call",
                        List.of(call(from, data), "latest", announced(announcement)),
                        service,
                        EthCall.class)
                    .send()));
  }

  private static Optional<String> refusal(EthCall answer) {
    if (!answer.hasError()) {
      return Optional.empty();
    }
    String revert = answer.getError().getData();
    if (revert == null) {
      throw new ChainGateway.Unavailable(
          "the node cannot try the call: " + answer.getError().getMessage());
    }
    return Optional.of(VaultErrors.nameOf(revert.replace("\"", "")));
  }

  /** What a call costs; nothing where it would fail or the node cannot tell. */
  Optional<BigInteger> gas(String from, String data) {
    return gas(ask(() -> node.ethEstimateGas(call(from, data)).send()));
  }

  /** The same if a challenge had been announced before. */
  Optional<BigInteger> gasIfAnnounced(String from, String data, byte[] announcement) {
    return gas(
        ask(
            () ->
                new Request<>(
                        "eth_estimateGas",
                        List.of(call(from, data), "latest", announced(announcement)),
                        service,
                        EthEstimateGas.class)
                    .send()));
  }

  private static Optional<BigInteger> gas(EthEstimateGas answer) {
    return answer.hasError() ? Optional.empty() : Optional.of(answer.getAmountUsed());
  }

  /** The vault as it would be: whichever slot its announcements are in, this one is there. */
  private Map<String, Object> announced(byte[] announcement) {
    Map<String, String> slots = new HashMap<>();
    String block = "0x" + "0".repeat(63) + "1";
    for (int slot = 0; slot < SLOTS; slot++) {
      byte[] key =
          Hash.sha3(ByteBuffer.allocate(64).put(announcement).position(60).putInt(slot).array());
      slots.put(Numeric.toHexString(key), block);
    }
    return Map.of(vaultAddress, Map.of("stateDiff", slots));
  }

  private Transaction call(String from, String data) {
    return Transaction.createEthCallTransaction(from, vaultAddress, data);
  }

  /** Sends a call of the vault and waits until it is in a block. */
  TransactionReceipt send(Credentials key, String data) {
    BigInteger gas =
        ask(() -> node.ethEstimateGas(call(key.getAddress(), data)).send().getAmountUsed());
    BigInteger price = ask(() -> node.ethGasPrice().send().getGasPrice());
    long chainId = ask(() -> node.ethChainId().send().getChainId()).longValueExact();
    EthSendTransaction sent =
        ask(
            () ->
                new RawTransactionManager(node, key, chainId)
                    .sendTransaction(more(price), more(gas), vaultAddress, data, BigInteger.ZERO));
    requireNoError(sent);
    for (int poll = 0; poll < RECEIPT_POLLS; poll++) {
      Optional<TransactionReceipt> receipt =
          ask(
              () ->
                  node.ethGetTransactionReceipt(sent.getTransactionHash())
                      .send()
                      .getTransactionReceipt());
      if (receipt.isPresent()) {
        return receipt.get();
      }
      sleep();
    }
    throw new ChainGateway.Unavailable(
        "transaction " + sent.getTransactionHash() + " is in no block yet");
  }

  private static BigInteger more(BigInteger value) {
    return value.multiply(MARGIN).divide(PERCENT);
  }

  /** Returns when there is a later block, or after so many seconds. */
  void awaitBlockAfter(BigInteger block, long seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end
        && ask(() -> node.ethBlockNumber().send().getBlockNumber()).compareTo(block) <= 0) {
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainGateway.Unavailable("interrupted");
    }
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  private static void requireNoError(@Nullable Response<?> answer) {
    if (answer != null && answer.hasError()) {
      throw new ChainGateway.Unavailable(
          "the node refuses the transaction: " + answer.getError().getMessage());
    }
  }

  @Override
  public void close() {
    node.shutdown();
  }
}
