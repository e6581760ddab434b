package io.assay.fraud;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Looks for accounts that share a payout wallet or a browser. */
@ApplicationScoped
class IdentityWatch {
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
    for (Collision shared : collisions("wallet_address")) {
      cases.raise(new Signal.SameWallet(shared.value(), shared.labelers()));
    }
    for (Collision shared : collisions("storage_token_hash")) {
      cases.raise(new Signal.SameBrowser(shared.value(), shared.labelers()));
    }
  }

  /** Shared values whose accounts are not yet all named in the flag of that value. */
  private List<Collision> collisions(String column) {
    String kind = column.equals("wallet_address") ? "wallet/" : "browser/";
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "WITH shared AS (SELECT "
                        + column
                        + " AS value, array_agg(id ORDER BY id) AS labelers FROM account WHERE role"
                        + " = 'labeler' AND "
                        + column
                        + " IS NOT NULL GROUP BY "
                        + column
                        + " HAVING count(*) > 1) SELECT value, labelers FROM shared WHERE NOT EXISTS"
                        + " (SELECT 1 FROM flag WHERE identity = :kind || shared.value AND"
                        + " labeler_ids @> shared.labelers)")
                .bind("kind", kind)
                .map(
                    (row, context) ->
                        new Collision(
                            row.getString("value"),
                            List.of((UUID[]) row.getArray("labelers").getArray())))
                .list());
  }
}
