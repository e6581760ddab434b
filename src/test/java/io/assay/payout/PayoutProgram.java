package io.assay.payout;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.LabelerId;
import io.assay.platform.AssayConfig;
import io.assay.platform.Problem;
import io.assay.platform.TestOutbox;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;

/**
 * What of the platform moves money, put together anew as after a start, with every way out of it
 * under a clock that may kill it.
 */
final class PayoutProgram implements AutoCloseable {
  /** Where it runs. */
  record Surroundings(
      DataSource database,
      String rpcUrl,
      String vaultAddress,
      String tokenAddress,
      Map<String, String> keys,
      EpochSealing.Fits fits) {}

  private static final ChainSender.Rules RULES =
      new ChainSender.Rules(12, 2, 4, 2, BigInteger.TEN.pow(13));

  private static final class FaultyNode extends HttpService {
    private final KillClock clock;

    FaultyNode(String url, KillClock clock) {
      super(url);
      this.clock = clock;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public <T extends Response> T send(Request request, Class<T> type) throws IOException {
      try {
        return clock.call(() -> super.send(request, type));
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  private static final class Gateway extends Web3jChainGateway {
    private final KillClock clock;

    Gateway(
        AssayConfig assay,
        PayoutConfig config,
        ConfiguredKeys keys,
        ChainTransactions transactions,
        VaultDeployments deployments,
        KillClock clock) {
      super(assay, config, keys, transactions, deployments);
      this.clock = clock;
    }

    @Override
    Web3j web3j(String url) {
      return Web3j.build(new FaultyNode(url, clock));
    }

    @Override
    ChainSender.Rules rules() {
      return RULES;
    }
  }

  private final FaultyDatabase database;
  private final EpochClosing closing;
  private final EpochSettlement settlement;
  private final Claims claims;
  private final ChainGateway chain;
  private final ChainNode node;
  private final ClaimPostings postings;
  private final LedgerAudit audit;

  PayoutProgram(Surroundings there, KillClock clock) {
    database = new FaultyDatabase(there.database(), clock);
    Jdbi jdbi = database.jdbi();
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    SmallRyeConfig settings =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(AssayConfig.class)
            .withMapping(PayoutConfig.class)
            .withMapping(CustodyConfig.class)
            .withMapping(TierConfig.class)
            .withDefaultValues(
                Map.of(
                    "assay.database.url",
                    "none",
                    "assay.issuer.url",
                    "none",
                    "assay.chain.rpc-url",
                    there.rpcUrl(),
                    "assay.payout.vault-address",
                    there.vaultAddress(),
                    "assay.payout.token-address",
                    there.tokenAddress(),
                    "assay.payout.confirmations",
                    "2",
                    "assay.payout.tiers.embedded-issuer-vouches",
                    "true"))
            .withDefaultValues(there.keys())
            .withValidateUnknown(false)
            .build();
    AssayConfig assay = settings.getConfigMapping(AssayConfig.class);
    PayoutConfig config = settings.getConfigMapping(PayoutConfig.class);
    TierConfig tierConfig = settings.getConfigMapping(TierConfig.class);
    Policies policies = new Policies(tierConfig, new Token(config));
    StoredPersonClusters persons = new StoredPersonClusters();
    Tiers tiers = new Tiers(jdbi, json, policies, persons, new TierEvidenceQuery(tierConfig), null);
    Epochs epochs = new Epochs(jdbi);
    ConfiguredKeys keys =
        new ConfiguredKeys(settings.getConfigMapping(CustodyConfig.class), config, assay);
    chain =
        new Gateway(
            assay,
            config,
            keys,
            new ChainTransactions(jdbi, database),
            new VaultDeployments(assay, config, keys, jdbi, database),
            clock);
    // No dataset here has an incentive, so nobody is asked who belongs together.
    Bonuses bonuses = new Bonuses(jdbi, database, json, null, null, config);
    Coverage coverage = new Coverage(jdbi, chain);
    closing =
        new EpochClosing(
            jdbi,
            TestOutbox.over(jdbi),
            new DemoWallets(jdbi, assay),
            new Unlocks(policies, persons, tiers),
            bonuses);
    settlement =
        new EpochSettlement(
            epochs,
            closing,
            new EpochSealing(
                jdbi,
                database,
                json,
                epochs,
                new EpochFiles(jdbi),
                there.fits(),
                chain,
                new SealedFits(jdbi, json, "test"),
                bonuses,
                "test"),
            new Funding(
                jdbi,
                TestOutbox.over(jdbi),
                chain,
                coverage,
                new RequesterBalances(jdbi, coverage, config, assay, policies),
                new Goodwill(jdbi, chain)),
            chain,
            config,
            database);
    claims = new Claims(jdbi, epochs, chain);
    node = new ChainNode(assay);
    postings = new ClaimPostings(jdbi, chain, new Web3jClaimLog(node, config, chain));
    audit = new LedgerAudit(jdbi, epochs, chain, postings);
  }

  /** Closes, tells the chain, claims what everybody has coming, and books it. */
  void play(List<UUID> labelers) {
    database.committed(() -> closing.close(Duration.ZERO));
    settlement.reconcile();
    for (UUID labeler : labelers) {
      try {
        claims.claim(new LabelerId(labeler));
      } catch (Problem nothing) {
        if (!nothing.slug().equals("nothing-to-claim")) {
          throw nothing;
        }
      }
    }
    postings.read();
  }

  BigInteger treasury() {
    return chain.treasury().baseUnits();
  }

  List<AuditLine> audit() {
    return audit.lines();
  }

  @Override
  public void close() throws SQLException {
    node.close();
    database.close();
  }
}
