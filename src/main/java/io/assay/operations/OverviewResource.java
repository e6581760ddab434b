package io.assay.operations;

import io.assay.account.Role;
import io.assay.payout.ChainGateway;
import io.assay.payout.LedgerAudit;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The whole house in numbers. */
@Path("/api/operations/overview")
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Operations")
public class OverviewResource {
  /**
   * The JSON.
   *
   * @param onChainBaseUnits what the wallets of labelers hold; null while the chain does not answer
   * @param outboxWaiting events not yet delivered to every handler
   */
  public record Overview(
      long labelers,
      long datasets,
      long submissions,
      long openCases,
      TokenAmount ledgerBaseUnits,
      TokenAmount settledBaseUnits,
      @Nullable TokenAmount onChainBaseUnits,
      long outboxWaiting) {}

  private final Jdbi jdbi;
  private final LedgerAudit audit;

  OverviewResource(Jdbi jdbi, LedgerAudit audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  @GET
  @Operation(summary = "Counts and sums over everything")
  public Overview get() {
    return new Overview(
        count("SELECT count(*) FROM account WHERE role = 'labeler'"),
        count("SELECT count(*) FROM dataset"),
        count("SELECT count(*) FROM submission"),
        count("SELECT count(*) FROM fraud_case WHERE state = 'OPEN'"),
        audit.ledger(),
        audit.settled(),
        onChain(),
        count(
            """
            SELECT count(*) FROM outbox_event e WHERE EXISTS (
              SELECT 1 FROM outbox_position p
              WHERE p.topic = e.topic AND (p.transaction, p.event_id) < (e.transaction, e.id))
            """));
  }

  private @Nullable TokenAmount onChain() {
    try {
      return audit.sums().onChain();
    } catch (ChainGateway.Unavailable e) {
      return null;
    }
  }

  private long count(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
