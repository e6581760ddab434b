package io.assay.fraud;

import io.assay.fraud.linkage.FellegiSunter;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Detector D0: accounts that share a payout wallet or a browser. Null model: none is needed, two
 * people do not have one wallet; a browser may be a family's, so a person decides. A value of more
 * than {@value FellegiSunter#MAX_HOLDERS} accounts is a place's, not a person's. Threshold: one
 * collision. Multiplicity: none, for nothing is left to chance.
 */
@ApplicationScoped
class IdentityWatch {
  private static final String WALLETS =
      "SELECT id, wallet_address AS value FROM account WHERE role = 'labeler' AND wallet_address IS"
          + " NOT NULL";
  private static final String BROWSERS =
      "SELECT labeler_id AS id, value_hmac AS value FROM identity_evidence WHERE kind ="
          + " 'STORAGE_TOKEN' AND expires_at > now()";

  private final Jdbi jdbi;
  private final Cases cases;

  IdentityWatch(Jdbi jdbi, Cases cases) {
    this.jdbi = jdbi;
    this.cases = cases;
  }

  private record Collision(String value, List<UUID> labelers) {}

  @Scheduled(
      every = "${assay.fraud.identity-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  void look() {
    for (Collision shared : collisions("wallet/", WALLETS)) {
      cases.raise(new Signal.SameWallet(shared.value(), shared.labelers()));
    }
    for (Collision shared : collisions("browser/", BROWSERS)) {
      cases.raise(new Signal.SameBrowser(shared.value(), shared.labelers()));
    }
  }

  /** Shared values whose accounts are not yet all named in the flag of that value. */
  private List<Collision> collisions(String kind, String values) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "WITH held AS ("
                        + values
                        + "), shared AS (SELECT value, array_agg(id ORDER BY id) AS labelers FROM"
                        + " held GROUP BY value HAVING count(*) > 1 AND count(*) <= :most)"
                        + " SELECT value, labelers FROM shared WHERE NOT EXISTS (SELECT 1 FROM flag"
                        + " WHERE identity = :kind || shared.value AND labeler_ids @>"
                        + " shared.labelers)")
                .bind("kind", kind)
                .bind("most", FellegiSunter.MAX_HOLDERS)
                .map(
                    (row, context) ->
                        new Collision(
                            row.getString("value"),
                            List.of((UUID[]) row.getArray("labelers").getArray())))
                .list());
  }
}
