package io.assay.payout;

import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/*
 * An epoch that is never covered would hold back all later ones, so no more is credited in all than
 * the sponsor has tokens for. Two at once must not both be let in by what only covers one: the lock
 * is held to the commit.
 */
/** Refuses promises that the sponsor has no tokens for. */
@ApplicationScoped
class Coverage {
  /** In datasets, on its way back from them, and given as goodwill. */
  private static final String PROMISED =
      """
      SELECT (SELECT coalesce(sum(funded_base_units), 0) FROM dataset)
        + (SELECT coalesce(sum(amount_base_units), 0) FROM dataset_refund WHERE state <> 'REFUNDED')
        + (SELECT coalesce(sum(amount_base_units), 0) FROM goodwill)
      """;

  private static final String DEPOSITED =
      PROMISED + " + (SELECT coalesce(sum(balance_base_units), 0) FROM requester_balance)";

  private final Jdbi jdbi;
  private final ChainGateway chain;

  Coverage(Jdbi jdbi, ChainGateway chain) {
    this.jdbi = jdbi;
    this.chain = chain;
  }

  /**
   * Refuses to put an amount into an escrow that the sponsor has no tokens for.
   *
   * @throws Problem 409 {@code not-covered}; 503 {@code chain-unavailable}
   */
  void ofEscrow(TokenAmount amount) {
    refuse(amount, PROMISED, "fund less");
  }

  /** The same of a deposit, beside all other requesters' balances. */
  void ofDeposit(TokenAmount amount) {
    refuse(amount, DEPOSITED, "let the tokens arrive first");
  }

  /** Taken before any row of a balance or a dataset, so that nobody waits in a circle. */
  void lock() {
    jdbi.useHandle(
        handle ->
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended('dataset-funding', 7))"));
  }

  private void refuse(TokenAmount amount, String promised, String advice) {
    lock();
    TokenAmount credited =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(promised)
                    .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                    .one());
    try {
      if (credited.plus(amount).compareTo(chain.treasury()) > 0) {
        throw Problem.conflict(
            "not-covered", "The platform does not hold that many tokens; " + advice + ".");
      }
    } catch (ChainGateway.Unavailable e) {
      throw Problem.of(
          503, "chain-unavailable", "The chain does not answer; try again in a while.");
    }
  }
}
