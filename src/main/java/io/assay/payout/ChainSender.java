package io.assay.payout;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/*
 * Sign, keep, send, look. The signed bytes are committed before they leave, so a crash between
 * sending and noting loses nothing: the same bytes are sent again, and the chain takes a nonce once.
 * One thread sends at a time, because two that read the same nonce would lose one transaction.
 *
 * Idempotency does not rest on this class: the vault knows the epoch, the escrow's total and the
 * cumulative amount, so even a database restored from an old backup cannot pay twice.
 */
/** Sends transactions of one key, one after the other. */
final class ChainSender {
  private static final BigInteger GAS_LIMIT = BigInteger.valueOf(8_000_000);
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000L);
  private static final int RECEIPT_POLLS = 300;
  private static final long RECEIPT_POLL_MILLIS = 100;

  private final Web3j web3j;
  private final Credentials credentials;
  private final long chainId;
  private final ChainTransactions transactions;

  ChainSender(Web3j web3j, Credentials credentials, long chainId, ChainTransactions transactions) {
    this.web3j = web3j;
    this.credentials = credentials;
    this.chainId = chainId;
    this.transactions = transactions;
  }

  /**
   * Sends a call and waits until it is mined.
   *
   * @param purpose what it is for, for people who read the table
   * @throws ChainGateway.Unavailable if its fate is not known
   * @throws IllegalStateException if the contract refused it
   */
  synchronized TransactionReceipt send(String purpose, String to, String data) {
    try {
      finishEarlier();
      BigInteger nonce =
          web3j
              .ethGetTransactionCount(credentials.getAddress(), DefaultBlockParameterName.LATEST)
              .send()
              .getTransactionCount();
      RawTransaction transaction =
          RawTransaction.createTransaction(
              chainId, nonce, GAS_LIMIT, to, BigInteger.ZERO, data, TIP, TIP.add(twiceBaseFee()));
      byte[] signed = TransactionEncoder.signMessage(transaction, credentials);
      String raw = Numeric.toHexString(signed);
      String hash = Numeric.toHexString(Hash.sha3(signed));
      transactions.prepare(
          new ChainTransactions.Prepared(
              hash, purpose, credentials.getAddress(), nonce.longValueExact(), raw));
      broadcast(raw);
      return await(purpose, hash);
    } catch (IOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  /** Room for the base fee to double before the transaction is mined (EIP-1559). */
  private BigInteger twiceBaseFee() throws IOException {
    return web3j
        .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
        .send()
        .getBlock()
        .getBaseFeePerGas()
        .multiply(BigInteger.TWO);
  }

  /** Finds out, for every transaction left in the dark, what became of it. */
  synchronized void finishEarlier() throws IOException {
    for (ChainTransactions.Prepared earlier : transactions.listUnfinished()) {
      if (!earlier.sender().equals(credentials.getAddress())) {
        continue;
      }
      Optional<TransactionReceipt> receipt = receipt(earlier.hash());
      if (receipt.isEmpty()) {
        BigInteger next =
            web3j
                .ethGetTransactionCount(credentials.getAddress(), DefaultBlockParameterName.LATEST)
                .send()
                .getTransactionCount();
        if (next.longValueExact() > earlier.nonce()) {
          // Its nonce went to another transaction: this one can never be mined.
          transactions.set(earlier.hash(), ChainTransactions.State.FAILED);
          continue;
        }
        try {
          broadcast(earlier.raw());
        } catch (ChainGateway.Unavailable refused) {
          // Its nonce is free and the node does not want it: the next one takes the nonce.
          transactions.set(earlier.hash(), ChainTransactions.State.FAILED);
          continue;
        }
        await(earlier.purpose(), earlier.hash());
      } else {
        note(receipt.get());
      }
    }
  }

  private void broadcast(String raw) throws IOException {
    EthSendTransaction answer = web3j.ethSendRawTransaction(raw).send();
    if (answer.hasError()) {
      String message = answer.getError().getMessage();
      boolean known = message.contains("already known") || message.contains("already imported");
      if (!known && !message.contains("nonce too low")) {
        throw new ChainGateway.Unavailable("the node refused a transaction: " + message);
      }
    }
  }

  private TransactionReceipt await(String purpose, String hash) throws IOException {
    for (int poll = 0; poll < RECEIPT_POLLS; poll++) {
      Optional<TransactionReceipt> receipt = receipt(hash);
      if (receipt.isPresent()) {
        note(receipt.get());
        if (!receipt.get().isStatusOK()) {
          throw new IllegalStateException("the contract refused to " + purpose + " in " + hash);
        }
        return receipt.get();
      }
      try {
        Thread.sleep(poll < 10 ? 5 : RECEIPT_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    transactions.set(hash, ChainTransactions.State.UNKNOWN);
    throw new ChainGateway.Unavailable("transaction " + hash + " is not mined yet");
  }

  private void note(TransactionReceipt receipt) {
    transactions.set(
        receipt.getTransactionHash(),
        receipt.isStatusOK() ? ChainTransactions.State.MINED : ChainTransactions.State.FAILED);
  }

  private Optional<TransactionReceipt> receipt(String hash) throws IOException {
    return web3j.ethGetTransactionReceipt(hash).send().getTransactionReceipt();
  }
}
