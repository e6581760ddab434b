package io.assay.payout;

import io.assay.payout.contracts.PayoutVault;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** The claims of the vault as a node tells them. */
@ApplicationScoped
class Web3jClaimLog implements ClaimLog {
  private static final String CLAIMED = EventEncoder.encode(PayoutVault.CLAIMED_EVENT);
  private static final String NOBODY = "0x0000000000000000000000000000000000000001";
  private static final int WORD = 64;

  private final ChainNode node;
  private final PayoutConfig config;
  private final ChainGateway chain;

  Web3jClaimLog(ChainNode node, PayoutConfig config, ChainGateway chain) {
    this.node = node;
    this.config = config;
    this.chain = chain;
  }

  @Override
  public long finalBlock() {
    try {
      long head = node.get().ethBlockNumber().send().getBlockNumber().longValueExact();
      return head - config.confirmations();
    } catch (IOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Paid> claims(long fromBlock, long toBlock) {
    EthFilter filter =
        new EthFilter(block(fromBlock), block(toBlock), chain.deployment().vaultAddress());
    filter.addSingleTopic(CLAIMED);
    try {
      EthLog answer = node.get().ethGetLogs(filter).send();
      if (answer.hasError()) {
        throw new ChainGateway.Unavailable(
            "the node refuses logs: " + answer.getError().getMessage());
      }
      return answer.getLogs().stream().map(one -> paid((Log) one.get())).toList();
    } catch (IOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  /** Amount and cumulative amount are the two words of the data. */
  private static Paid paid(Log log) {
    String data = Numeric.cleanHexPrefix(log.getData());
    return new Paid(
        Numeric.toBigInt(log.getTopics().get(1)).longValueExact(),
        new TokenAmount(new BigInteger(data.substring(WORD, 2 * WORD), 16)),
        log.getTransactionHash());
  }

  @Override
  public TokenAmount totalClaimed(long block) {
    PayoutVault vault =
        PayoutVault.load(
            chain.deployment().vaultAddress(),
            node.get(),
            new ReadonlyTransactionManager(node.get(), NOBODY),
            new DefaultGasProvider());
    vault.setDefaultBlockParameter(block(block));
    try {
      return new TokenAmount(vault.totalClaimed().send());
    } catch (Exception e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  private static DefaultBlockParameter block(long number) {
    return DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
  }
}
