package io.assay.payout;

import io.assay.account.Erasure;
import io.assay.account.LabelerId;
import io.assay.account.OwedPay;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Pays people who erased their account: nobody is left to press the button, so the platform claims
 * for them, and has the wallet erased after the last payment.
 */
@ApplicationScoped
class ErasedPay implements OwedPay {
  private static final Logger LOG = Logger.getLogger(ErasedPay.class);

  private record Waiting(UUID account, boolean wallet) {}

  private final Jdbi jdbi;
  private final Claims claims;
  private final ChainGateway chain;
  private final Erasure erasure;

  ErasedPay(Jdbi jdbi, Claims claims, ChainGateway chain, Erasure erasure) {
    this.jdbi = jdbi;
    this.claims = claims;
    this.chain = chain;
    this.erasure = erasure;
  }

  @Override
  public TokenAmount owed(UUID labeler) {
    TokenAmount earned =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT coalesce(sum(amount_base_units), 0) FROM (
                          SELECT amount_base_units FROM ledger_entry WHERE labeler_id = :labeler
                          UNION ALL
                          SELECT amount_base_units FROM goodwill WHERE labeler_id = :labeler) line
                        """)
                    .bind("labeler", labeler)
                    .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                    .one());
    TokenAmount claimed =
        claims
            .standing(new LabelerId(labeler))
            .map(standing -> chain.claimed(standing.index()))
            .orElse(TokenAmount.ZERO);
    return earned.compareTo(claimed) > 0 ? earned.minus(claimed) : TokenAmount.ZERO;
  }

  @Scheduled(
      every = "${assay.payout.erased-every:30s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void payAll() {
    for (Waiting one : waiting()) {
      try {
        if (!one.wallet() || owed(one.account()).isZero()) {
          erasure.finish(one.account());
        } else if (isClaimable(new LabelerId(one.account()))) {
          claims.claim(new LabelerId(one.account()));
        }
      } catch (ChainGateway.Unavailable | Problem e) {
        LOG.warnf("An erased account is not paid yet: %s", e.getMessage());
      }
    }
  }

  private boolean isClaimable(LabelerId labeler) {
    return claims
        .standing(labeler)
        .filter(standing -> chain.claimed(standing.index()).compareTo(standing.cumulative()) < 0)
        .isPresent();
  }

  private List<Waiting> waiting() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery(
                                """
                                SELECT id, wallet_address IS NOT NULL FROM account
                                WHERE erased_at IS NOT NULL AND erasure_finished_at IS NULL
                                ORDER BY erased_at
                                """)
                            .map(
                                (row, context) ->
                                    new Waiting(row.getObject(1, UUID.class), row.getBoolean(2)))
                            .list()));
  }
}
