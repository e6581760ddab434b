package io.assay.payout;

import io.assay.payout.ChainTransactions.Prepared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock.Block;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.service.TxSignService;
import org.web3j.utils.Numeric;

/*
 * Sign, keep, send, look. The signed bytes are committed before they leave, so a crash between
 * sending and noting loses nothing: the same bytes are sent again, and the chain takes a nonce once.
 * A purpose keeps its nonce for good, and no nonce is signed while an earlier one is open, so there
 * is no gap and no purpose under two nonces. A block that goes away takes the count of nonces back
 * with it; whatever was signed from there on is sent again. A receipt counts only while its block is
 * on the chain and its nonce is taken there: one of a block that went away would leave a gap which
 * no later nonce gets over.
 *
 * Idempotency does not rest on this class: the vault knows the epoch, the escrow's total and the
 * cumulative amount, so even a database restored from an old backup cannot pay twice.
 */
/** Sends transactions of one key, one after the other, whatever the number of servers. */
final class ChainSender {
  /**
   * How long to wait, how deep is final, and what may be paid.
   *
   * @param polls looks for a receipt before giving up for now
   * @param pollMillis between two looks
   * @param bumpAfter looks after which the bytes are sent again and the fee is raised
   * @param confirmations blocks that have to lie above one that is final
   * @param highestFee wei a unit of gas
   */
  record Rules(
      int polls, long pollMillis, int bumpAfter, int confirmations, BigInteger highestFee) {}

  private static final BigInteger GAS_LIMIT = BigInteger.valueOf(8_000_000);

  private final Web3j web3j;
  private final TxSignService signer;
  private final ChainTransactions transactions;
  private final Rules rules;
  private final ChainTransactions.Sender sender;

  private ChainSender(
      Web3j web3j,
      TxSignService signer,
      ChainTransactions transactions,
      Rules rules,
      ChainTransactions.Sender sender) {
    this.web3j = web3j;
    this.signer = signer;
    this.transactions = transactions;
    this.rules = rules;
    this.sender = sender;
  }

  /** A sender for the chain the node is on now; it signs for no other. */
  static ChainSender open(
      Web3j web3j, TxSignService signer, ChainTransactions transactions, Rules rules)
      throws IOException {
    long chainId = web3j.ethChainId().send().getChainId().longValueExact();
    ChainTransactions.Sender sender =
        new ChainTransactions.Sender(chainId, genesis(web3j), signer.getAddress());
    return new ChainSender(web3j, signer, transactions, rules, sender);
  }

  /**
   * Sends a call and waits until it is mined.
   *
   * @param purpose what it is for, for people who read the table
   * @throws ChainGateway.Unavailable if its fate is not known
   * @throws IllegalStateException if the contract refused it
   */
  synchronized TransactionReceipt send(String purpose, String to, String data) {
    return alone(
        () -> {
          finishOpen();
          long nonce = freeNonce();
          ChainFees fees = ChainFees.of(latest().getBaseFeePerGas(), rules.highestFee());
          Prepared first = sign(purpose, nonce, 1, to, data, fees);
          TransactionReceipt receipt = await(List.of(first));
          if (!receipt.isStatusOK()) {
            throw new IllegalStateException(
                "the contract refused to " + purpose + " in " + receipt.getTransactionHash());
          }
          return receipt;
        });
  }

  /** Finds out what became of every transaction not final yet, and sends again what was lost. */
  synchronized void finishEarlier() {
    alone(
        () -> {
          finishOpen();
          return true;
        });
  }

  private interface ChainWork<T> {
    T run() throws IOException;
  }

  private <T> T alone(ChainWork<T> work) {
    try {
      return transactions.alone(
          sender,
          () -> {
            try {
              checkChain();
              return work.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  /** A node that was put on another chain, or begun anew, gets no signature. */
  private void checkChain() throws IOException {
    long chainId = web3j.ethChainId().send().getChainId().longValueExact();
    if (chainId != sender.chainId() || !genesis(web3j).equals(sender.genesis())) {
      throw new ChainGateway.Unavailable(
          "the node is on another chain than at the start; nothing is signed for it");
    }
  }

  private void finishOpen() throws IOException {
    Map<Long, List<Prepared>> byNonce =
        transactions.listOpen(sender, chainNonce()).stream()
            .collect(Collectors.groupingBy(Prepared::nonce, TreeMap::new, Collectors.toList()));
    for (List<Prepared> attempts : byNonce.values()) {
      long nonce = attempts.get(0).nonce();
      // Asked before the receipts: a block that comes between the two questions is seen by the
      // second.
      boolean isTaken = chainNonce() > nonce;
      Optional<TransactionReceipt> receipt = isTaken ? receipt(attempts) : Optional.empty();
      if (receipt.isPresent()) {
        transactions.mined(sender, nonce, receipt.get());
      } else if (isTaken) {
        // Its nonce went to bytes this database does not know: these can never be mined.
        attempts.forEach(
            attempt -> transactions.set(attempt.hash(), ChainTransactions.State.FAILED));
      } else {
        await(attempts);
      }
    }
    long head = web3j.ethBlockNumber().send().getBlockNumber().longValueExact();
    transactions.settle(sender, head - rules.confirmations());
  }

  /** The next nonce; refused if the chain has taken ones that this database never signed. */
  private long freeNonce() throws IOException {
    long chain = chainNonce();
    long known = transactions.nextNonce(sender);
    if (known > 0 && chain > known) {
      throw new ChainGateway.Unavailable(
          "the chain has taken nonces up to "
              + (chain - 1)
              + " of "
              + sender.address()
              + " and this database knows of "
              + (known - 1)
              + ": it was restored from a backup, or another program uses the key; nothing is"
              + " signed");
    }
    return Math.max(chain, known);
  }

  private Prepared sign(
      String purpose, long nonce, int attempt, String to, String data, ChainFees fees) {
    RawTransaction transaction =
        RawTransaction.createTransaction(
            sender.chainId(),
            BigInteger.valueOf(nonce),
            GAS_LIMIT,
            to,
            BigInteger.ZERO,
            data,
            fees.tip(),
            fees.maxFee());
    byte[] signed = signer.sign(transaction, sender.chainId());
    Prepared prepared =
        new Prepared(
            Numeric.toHexString(Hash.sha3(signed)),
            purpose,
            nonce,
            attempt,
            Numeric.toHexString(signed),
            fees.maxFee(),
            fees.tip(),
            ChainTransactions.State.PREPARED);
    transactions.prepare(sender, prepared);
    return prepared;
  }

  /**
   * Sends the last attempt until one of them is mined. Where blocks come without it, or ask for
   * more than it offers, its fee is raised; where none come, no fee helps.
   */
  private TransactionReceipt await(List<Prepared> known) throws IOException {
    List<Prepared> attempts = new ArrayList<>(known);
    long nonce = attempts.get(0).nonce();
    BigInteger sentAt = latest().getNumber();
    broadcast(last(attempts).raw());
    for (int poll = 1; poll <= rules.polls(); poll++) {
      Optional<TransactionReceipt> receipt = receipt(attempts);
      if (receipt.isPresent() && chainNonce() > nonce) {
        transactions.mined(sender, nonce, receipt.get());
        return receipt.get();
      }
      if (poll % rules.bumpAfter() == 0) {
        Block now = latest();
        boolean isPassedOver = now.getNumber().compareTo(sentAt) > 0;
        if (isPassedOver || now.getBaseFeePerGas().compareTo(last(attempts).maxFee()) > 0) {
          raise(last(attempts), now.getBaseFeePerGas()).ifPresent(attempts::add);
          sentAt = now.getNumber();
        }
        broadcast(last(attempts).raw());
      }
      try {
        Thread.sleep(poll < 10 ? Math.min(5, rules.pollMillis()) : rules.pollMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    transactions.set(last(attempts).hash(), ChainTransactions.State.UNKNOWN);
    throw new ChainGateway.Unavailable(
        "transaction " + last(attempts).hash() + " is not mined yet");
  }

  private static Prepared last(List<Prepared> attempts) {
    return attempts.get(attempts.size() - 1);
  }

  private Optional<Prepared> raise(Prepared last, BigInteger baseFee) {
    RawTransaction before = TransactionDecoder.decode(last.raw());
    return new ChainFees(last.maxFee(), last.tip())
        .raised(baseFee, rules.highestFee())
        .map(
            fees ->
                sign(
                    last.purpose(),
                    last.nonce(),
                    last.attempt() + 1,
                    before.getTo(),
                    before.getData(),
                    fees));
  }

  /** What the node refuses is kept: it is sent again, and with a higher fee, until it is taken. */
  private void broadcast(String raw) throws IOException {
    EthSendTransaction answer = web3j.ethSendRawTransaction(raw).send();
    if (answer.hasError()) {
      org.jboss.logging.Logger.getLogger(ChainSender.class)
          .debugf("The node says: %s", answer.getError().getMessage());
    }
  }

  /** Nodes also have receipts of blocks that are no longer on the chain; these say nothing. */
  private Optional<TransactionReceipt> receipt(List<Prepared> attempts) throws IOException {
    for (Prepared attempt : attempts) {
      Optional<TransactionReceipt> receipt =
          web3j.ethGetTransactionReceipt(attempt.hash()).send().getTransactionReceipt();
      if (receipt.isPresent() && isOnChain(receipt.get())) {
        return receipt;
      }
    }
    return Optional.empty();
  }

  private boolean isOnChain(TransactionReceipt receipt) throws IOException {
    Block there =
        web3j
            .ethGetBlockByNumber(DefaultBlockParameter.valueOf(receipt.getBlockNumber()), false)
            .send()
            .getBlock();
    return there != null && there.getHash().equals(receipt.getBlockHash());
  }

  private long chainNonce() throws IOException {
    return web3j
        .ethGetTransactionCount(sender.address(), DefaultBlockParameterName.LATEST)
        .send()
        .getTransactionCount()
        .longValueExact();
  }

  private Block latest() throws IOException {
    return web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false).send().getBlock();
  }

  private static String genesis(Web3j web3j) throws IOException {
    return web3j
        .ethGetBlockByNumber(DefaultBlockParameter.valueOf(BigInteger.ZERO), false)
        .send()
        .getBlock()
        .getHash();
  }
}
