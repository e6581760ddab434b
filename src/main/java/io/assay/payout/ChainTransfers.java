package io.assay.payout;

import io.assay.fraud.MoneyTransfers;
import io.assay.fraud.linkage.Transfer;
import io.assay.platform.AssayConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.utils.Numeric;

/*
 * Logs are read in ranges of blocks, oldest first, and where reading stopped is kept with what was
 * read in one transaction: nothing is read twice or left out. The last blocks of a real chain may
 * still change, so they wait.
 */
/** The payout token's ERC-20 transfers, read from the chain into a table. */
@ApplicationScoped
class ChainTransfers implements MoneyTransfers {
  private static final Logger LOG = Logger.getLogger(ChainTransfers.class);

  /** keccak256("Transfer(address,address,uint256)"). */
  private static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private static final String ZERO_ADDRESS = "0x0000000000000000000000000000000000000000";
  private static final int RANGE = 2_000;
  private static final int RANGES_A_TURN = 20;
  private static final int CONFIRMATIONS = 12;
  private static final int ADDRESS_DIGITS = 40;

  private final AssayConfig assay;
  private final ChainGateway chain;
  private final ChainNode node;
  private final Jdbi jdbi;

  ChainTransfers(AssayConfig assay, ChainGateway chain, ChainNode node, Jdbi jdbi) {
    this.assay = assay;
    this.chain = chain;
    this.node = node;
    this.jdbi = jdbi;
  }

  @Scheduled(
      every = "${assay.payout.transfers-every:30s}",
      delayed = "${assay.payout.transfers-every:30s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void read() {
    try {
      ChainGateway.Deployment deployment = chain.deployment();
      Web3j node = this.node.get();
      long latest = node.ethBlockNumber().send().getBlockNumber().longValueExact();
      long safe = assay.embedded().chain() ? latest : latest - CONFIRMATIONS;
      for (int i = 0; i < RANGES_A_TURN; i++) {
        long from = lastBlock(deployment) + 1;
        if (from > safe) {
          return;
        }
        long to = Math.min(safe, from + RANGE - 1);
        keep(deployment, logs(node, deployment, from, to), to);
      }
    } catch (ChainGateway.Unavailable | IOException e) {
      LOG.warnf("Transfers could not be read: %s", e.getMessage());
    }
  }

  private static List<Log> logs(Web3j node, ChainGateway.Deployment deployment, long from, long to)
      throws IOException {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
            DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
            deployment.tokenAddress());
    filter.addSingleTopic(TRANSFER);
    EthLog answer = node.ethGetLogs(filter).send();
    if (answer.hasError()) {
      throw new ChainGateway.Unavailable(
          "the node refuses logs: " + answer.getError().getMessage());
    }
    return answer.getLogs().stream().map(result -> (Log) result.get()).toList();
  }

  private long lastBlock(ChainGateway.Deployment deployment) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                "SELECT last_block FROM money_transfer_cursor WHERE chain_id ="
                                    + " :chain AND token_address = :token")
                            .bind("chain", deployment.chainId())
                            .bind("token", deployment.tokenAddress())
                            .mapTo(Long.class)
                            .findOne()
                            .orElse(-1L)));
  }

  private void keep(ChainGateway.Deployment deployment, List<Log> logs, long to) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                jdbi.useHandle(
                    handle -> {
                      PreparedBatch batch =
                          handle.prepareBatch(
                              """
                              INSERT INTO money_transfer (chain_id, token_address, block, log_index,
                                from_address, to_address, amount_base_units)
                              VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                              """);
                      for (Log log : logs) {
                        if (log.getTopics().size() == 3) {
                          batch.add(
                              deployment.chainId(),
                              deployment.tokenAddress(),
                              log.getBlockNumber().longValueExact(),
                              log.getLogIndex().intValueExact(),
                              address(log.getTopics().get(1)),
                              address(log.getTopics().get(2)),
                              new java.math.BigDecimal(Numeric.toBigInt(log.getData())));
                        }
                      }
                      if (batch.size() > 0) {
                        batch.execute();
                      }
                      handle.execute(
                          """
                          INSERT INTO money_transfer_cursor (chain_id, token_address, last_block)
                          VALUES (?, ?, ?) ON CONFLICT (chain_id, token_address) DO UPDATE SET
                            last_block = excluded.last_block
                          """,
                          deployment.chainId(),
                          deployment.tokenAddress(),
                          to);
                    }));
  }

  /** The last 20 bytes of a topic, lower case. */
  static String address(String topic) {
    String digits = Numeric.cleanHexPrefix(topic).toLowerCase(Locale.ROOT);
    return "0x" + digits.substring(digits.length() - ADDRESS_DIGITS);
  }

  @Override
  public List<Transfer> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH wallet AS (SELECT lower(wallet_address) AS address FROM account
                        WHERE role = 'labeler' AND wallet_address IS NOT NULL),
                      near AS (SELECT address FROM wallet
                        UNION SELECT from_address FROM money_transfer
                          WHERE to_address IN (SELECT address FROM wallet)
                        UNION SELECT to_address FROM money_transfer
                          WHERE from_address IN (SELECT address FROM wallet))
                    SELECT * FROM money_transfer
                    WHERE from_address IN (SELECT address FROM near)
                      OR to_address IN (SELECT address FROM near)
                    ORDER BY block, log_index
                    """)
                .map(
                    (row, context) ->
                        new Transfer(
                            row.getString("from_address"),
                            row.getString("to_address"),
                            row.getBigDecimal("amount_base_units").toBigIntegerExact(),
                            row.getLong("block"),
                            row.getInt("log_index")))
                .list());
  }

  @Override
  public Set<String> ownAddresses() {
    Set<String> own = new TreeSet<>(Set.of(ZERO_ADDRESS));
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT lower(vault_address) FROM chain_deployment UNION SELECT"
                        + " lower(token_address) FROM chain_deployment UNION SELECT DISTINCT"
                        + " lower(sender) FROM chain_transaction")
                .mapTo(String.class)
                .forEach(own::add));
    try {
      own.add(chain.deployment().vaultAddress().toLowerCase(Locale.ROOT));
    } catch (ChainGateway.Unavailable e) {
      LOG.debugf("The vault's address is not known yet: %s", e.getMessage());
    }
    return own;
  }
}
