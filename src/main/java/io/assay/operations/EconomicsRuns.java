package io.assay.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.payout.Policies;
import io.assay.payout.economics.EconomicsGate;
import io.assay.payout.economics.FarmSimulator;
import io.assay.payout.economics.HonestLabeler;
import io.assay.payout.economics.Prices;
import io.assay.payout.economics.TierPolicy;
import io.assay.platform.TokenAmount;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Prices farming by the policy in force, each night, and keeps the result. */
@ApplicationScoped
class EconomicsRuns {
  private static final Logger LOG = Logger.getLogger(EconomicsRuns.class);
  private static final List<Double> CHEAPER_ANSWERS = List.of(0.001, 0.0005, 0.0);
  private static final int HONEST_ANSWERS_PER_DAY = 100;
  private static final int FARM = 10;

  /** A stored run. */
  record Run(EconomicsReport report, Instant runAt) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final Policies policies;
  private final EconomicsFigures figures;

  EconomicsRuns(Jdbi jdbi, ObjectMapper json, Policies policies, EconomicsFigures figures) {
    this.jdbi = jdbi;
    this.json = json;
    this.policies = policies;
    this.figures = figures;
  }

  @Scheduled(
      cron = "${assay.economics.cron:0 30 2 * * ?}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void runNightly() {
    EconomicsReport report = run().report();
    if (report.gains() > 0) {
      LOG.errorf("By the policy in force farms gain in %d cells", report.gains());
    }
  }

  /** The newest run; the first is made when it is asked for. */
  synchronized Run latest() {
    return find().orElseGet(this::run);
  }

  private Optional<Run> find() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT report, run_at FROM economics_run ORDER BY id DESC LIMIT 1")
                .map(
                    (row, context) ->
                        new Run(
                            read(row.getString("report")), row.getTimestamp("run_at").toInstant()))
                .findOne());
  }

  Run run() {
    EconomicsReport report = jdbi.withHandle(this::report);
    Instant at =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "INSERT INTO economics_run (report) VALUES (CAST(:report AS jsonb))"
                            + " RETURNING run_at")
                    .bind("report", write(report))
                    .mapTo(Instant.class)
                    .one());
    return new Run(report, at);
  }

  private EconomicsReport report(Handle handle) {
    TierPolicy policy = policies.policy();
    BigInteger token = policies.tokenBaseUnits();
    FarmSimulator.Measured linked = figures.delays(handle, true);
    FarmSimulator.Measured unlinked = figures.delays(handle, false);
    Prices prices = Prices.PUBLISHED;
    List<FarmSimulator.Cell> cells =
        new FarmSimulator(policy, prices, token).cells(linked, unlinked);
    List<EconomicsReport.Stress> stress =
        CHEAPER_ANSWERS.stream()
            .map(
                cost ->
                    new EconomicsReport.Stress(
                        cost,
                        largest(
                            new FarmSimulator(policy, prices.withCostPerAnswer(cost), token)
                                .cells(linked, unlinked))))
            .toList();
    BigInteger pay = baseUnitsDown(prices.earnedPerAnswer(), token);
    return new EconomicsReport(
        cells,
        EconomicsGate.broken(cells, capOneTokens(policy, token)).size(),
        tiers(policy, figures.labelersByTier(handle)),
        policy.provenAnswers(),
        policy.provenAge().toSeconds(),
        new TokenAmount(policy.patientCeilingBaseUnits()),
        new TokenAmount(policy.conditions().stakeBaseUnits()),
        policy.slowFactor(),
        prices,
        linked,
        unlinked,
        stress,
        HonestLabeler.table(policy, pay, HONEST_ANSWERS_PER_DAY),
        figures.honestHolds(handle));
  }

  private static double largest(List<FarmSimulator.Cell> cells) {
    return cells.stream()
        .filter(cell -> cell.accounts() >= FARM)
        .mapToDouble(FarmSimulator.Cell::profitTokens)
        .max()
        .orElse(0);
  }

  private static double capOneTokens(TierPolicy policy, BigInteger token) {
    BigInteger cap = policy.tier(1).capBaseUnits();
    return cap == null
        ? 0
        : new BigDecimal(cap).divide(new BigDecimal(token), 6, RoundingMode.DOWN).doubleValue();
  }

  private static BigInteger baseUnitsDown(double tokens, BigInteger token) {
    return BigDecimal.valueOf(tokens)
        .multiply(new BigDecimal(token))
        .setScale(0, RoundingMode.DOWN)
        .toBigInteger();
  }

  private static List<EconomicsReport.TierRow> tiers(
      TierPolicy policy, Map<Integer, Long> labelers) {
    return policy.tiers().stream()
        .map(
            rule ->
                new EconomicsReport.TierRow(
                    rule.tier(),
                    rule.dailyAnswers(),
                    rule.capBaseUnits() == null ? null : new TokenAmount(rule.capBaseUnits()),
                    rule.holdBackAnswers(),
                    rule.holdBack().toSeconds(),
                    rule.vesting().toSeconds(),
                    labelers.getOrDefault(rule.tier(), 0L)))
        .toList();
  }

  private EconomicsReport read(String report) {
    try {
      return json.readValue(report, EconomicsReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(EconomicsReport report) {
    try {
      return json.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
