package io.assay.payout;

import io.assay.dataset.Dataset;
import io.assay.dataset.DatasetState;
import io.assay.fraud.EscrowFunding;
import io.assay.platform.Outbox;
import io.assay.platform.OutboxEvent;
import io.assay.platform.OutboxHandler;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/*
 * The dataset is credited in the requester's transaction; the escrow on the chain follows through
 * the outbox and is brought to the dataset's total, not raised by an amount, so that telling the
 * chain twice pays once. An epoch that needs money the escrow does not have yet waits: the contract
 * refuses a proposal that is not covered.
 */
/** Funds datasets: credits them here, and their escrow on the chain. */
@ApplicationScoped
public class Funding implements OutboxHandler, EscrowFunding {
  static final String TOPIC = "dataset-funded";

  private record DatasetFunded(UUID datasetId) {}

  private final Jdbi jdbi;
  private final Outbox outbox;
  private final ChainGateway chain;
  private final Coverage coverage;
  private final RequesterBalances balances;
  private final Goodwill goodwill;

  Funding(
      Jdbi jdbi,
      Outbox outbox,
      ChainGateway chain,
      Coverage coverage,
      RequesterBalances balances,
      Goodwill goodwill) {
    this.jdbi = jdbi;
    this.outbox = outbox;
    this.chain = chain;
    this.coverage = coverage;
    this.balances = balances;
    this.goodwill = goodwill;
  }

  /**
   * Credits the dataset with an amount of its requester's balance, in the present transaction.
   *
   * @throws Problem 409 {@code balance-too-low} if the requester does not have it, {@code
   *     not-covered} if the sponsor has no tokens for it; 503 {@code chain-unavailable} if the
   *     chain cannot be asked
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void fund(Dataset dataset, TokenAmount amount) {
    if (amount.isZero() || amount.baseUnits().bitLength() > 100) {
      throw Problem.unprocessable("invalid-field", "amountBaseUnits: out of range.")
          .withField("amountBaseUnits", "above 0 and below 2^100");
    }
    if (dataset.state == DatasetState.CLOSED) {
      throw Problem.conflict("dataset-closed", "A closed dataset takes no more funds.");
    }
    coverage.lock();
    jdbi.useHandle(handle -> balances.refuseOverdraft(handle, dataset.requesterId, amount));
    coverage.ofEscrow(amount);
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  "UPDATE dataset SET funded_base_units = funded_base_units + :amount WHERE id ="
                      + " :id")
              .bind("amount", amount.toNumeric())
              .bind("id", dataset.id)
              .execute();
          Postings.funding(handle, dataset.id, amount);
        });
    outbox.publish(TOPIC, new DatasetFunded(dataset.id));
  }

  /** Restored pay is the platform's to cover, whatever the dataset's state and budget. */
  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void cover(UUID datasetId, TokenAmount amount) {
    coverage.ofEscrow(amount);
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  "UPDATE dataset SET funded_base_units = funded_base_units + :amount,"
                      + " budget_base_units = budget_base_units + :amount WHERE id = :id")
              .bind("amount", amount.toNumeric())
              .bind("id", datasetId)
              .execute();
          Postings.cover(handle, datasetId, amount);
        });
    outbox.publish(TOPIC, new DatasetFunded(datasetId));
  }

  @Override
  public String name() {
    return "escrow-funding";
  }

  @Override
  public String topic() {
    return TOPIC;
  }

  @Override
  public void handle(List<OutboxEvent> events) {
    events.stream()
        .map(event -> UUID.fromString(event.payload().get("datasetId").textValue()))
        .distinct()
        .forEach(this::bringEscrowUp);
  }

  /** Raises the dataset's escrow on the chain to all that was ever funded; may be repeated. */
  void bringEscrowUp(UUID datasetId) {
    TokenAmount total = datasetId.equals(Goodwill.ESCROW) ? goodwill.total() : received(datasetId);
    chain.fund(datasetId, total);
  }

  private TokenAmount received(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT funded_base_units + refunded_base_units FROM dataset WHERE id = :id")
                .bind("id", datasetId)
                .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                .one());
  }
}
