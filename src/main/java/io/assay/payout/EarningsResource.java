package io.assay.payout;

import io.assay.account.CurrentAccount;
import io.assay.account.LabelerId;
import io.assay.account.Role;
import io.assay.account.WalletAddress;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A labeler's money. */
@Path("/api/me")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Payouts")
public class EarningsResource {
  private final CurrentAccount current;
  private final Jdbi jdbi;
  private final Claims claims;
  private final ChainGateway chain;
  private final Unlocks unlocks;

  EarningsResource(
      CurrentAccount current, Jdbi jdbi, Claims claims, ChainGateway chain, Unlocks unlocks) {
    this.current = current;
    this.jdbi = jdbi;
    this.claims = claims;
    this.chain = chain;
    this.unlocks = unlocks;
  }

  private record Sums(
      TokenAmount earned,
      TokenAmount unsettled,
      @Nullable String wallet,
      @Nullable String heldReason) {}

  @GET
  @Path("/earnings")
  @Transactional
  @Operation(summary = "What you earned, and where it is")
  public Earnings get() {
    LabelerId labeler = current.labelerId();
    Optional<Claims.Standing> standing = claims.standing(labeler);
    TokenAmount cumulative = standing.map(Claims.Standing::cumulative).orElse(TokenAmount.ZERO);
    TokenAmount claimed = standing.map(one -> claimedOf(one.index())).orElse(TokenAmount.ZERO);
    return jdbi.withHandle(
        handle -> {
          Sums sums = sums(handle, labeler);
          Unlocks.View view = unlocks.view(handle, labeler.value());
          PayLines.Shown lines =
              PayLines.read(handle, labeler.value(), view.reasons(), view.unlocking());
          String wallet = standing.map(one -> one.wallet().value()).orElse(sums.wallet());
          return new Earnings(
              sums.earned(),
              sums.unsettled(),
              cumulative.compareTo(claimed) > 0 ? cumulative.minus(claimed) : TokenAmount.ZERO,
              claimed,
              sums.heldReason() != null,
              sums.heldReason(),
              wallet,
              wallet == null ? null : balanceOf(wallet),
              view.unlocking(),
              datasets(handle, labeler),
              payouts(handle, labeler, claimed),
              Goodwill.list(handle, labeler.value()),
              lines.reasons(),
              lines.lines());
        });
  }

  @POST
  @Path("/claims")
  @Operation(summary = "Withdraw all you have coming to your wallet")
  public Claims.Claim claim() {
    return claims.claim(current.labelerId());
  }

  private TokenAmount claimedOf(long index) {
    try {
      return chain.claimed(index);
    } catch (ChainGateway.Unavailable e) {
      throw Problem.of(503, "chain-unavailable", "The chain does not answer; try in a while.");
    }
  }

  private @Nullable TokenAmount balanceOf(String wallet) {
    try {
      return chain.balance(new WalletAddress(wallet));
    } catch (ChainGateway.Unavailable e) {
      return null;
    }
  }

  private static Sums sums(Handle handle, LabelerId labeler) {
    return handle
        .createQuery(
            """
            SELECT a.wallet_address, h.reason,
              l.earned + g.earned AS earned, l.unsettled + g.unsettled AS unsettled
            FROM account a LEFT JOIN hold h ON h.labeler_id = a.id,
              LATERAL (SELECT coalesce(sum(amount_base_units), 0) AS earned,
                coalesce(sum(amount_base_units) FILTER (WHERE epoch_number IS NULL), 0) AS unsettled
                FROM ledger_entry WHERE labeler_id = a.id) l,
              LATERAL (SELECT coalesce(sum(amount_base_units), 0) AS earned,
                coalesce(sum(amount_base_units) FILTER (WHERE epoch_number IS NULL), 0) AS unsettled
                FROM goodwill WHERE labeler_id = a.id) g
            WHERE a.id = :labeler
            """)
        .bind("labeler", labeler.value())
        .map(
            (row, context) ->
                new Sums(
                    TokenAmount.ofNumeric(row.getBigDecimal("earned")),
                    TokenAmount.ofNumeric(row.getBigDecimal("unsettled")),
                    row.getString("wallet_address"),
                    row.getString("reason")))
        .one();
  }

  private static List<Earnings.DatasetEarnings> datasets(Handle handle, LabelerId labeler) {
    return handle
        .createQuery(
            """
            SELECT d.id, d.name, count(l.assignment_id) AS answers, sum(l.amount_base_units) AS earned,
              coalesce(sum(l.amount_base_units) FILTER (WHERE l.bonus_round IS NOT NULL), 0)
                AS bonus
            FROM ledger_entry l JOIN dataset d ON d.id = l.dataset_id
            WHERE l.labeler_id = :labeler GROUP BY d.id, d.name ORDER BY max(l.id) DESC LIMIT 100
            """)
        .bind("labeler", labeler.value())
        .map(
            (row, context) ->
                new Earnings.DatasetEarnings(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    row.getLong("answers"),
                    TokenAmount.ofNumeric(row.getBigDecimal("earned")),
                    TokenAmount.ofNumeric(row.getBigDecimal("bonus"))))
        .list();
  }

  private static List<Earnings.Payout> payouts(
      Handle handle, LabelerId labeler, TokenAmount claimed) {
    return handle
        .createQuery(
            """
            SELECT p.epoch_number, p.amount_base_units, p.cumulative_base_units, e.closed_at
            FROM payout p JOIN epoch e ON e.number = p.epoch_number
            WHERE p.labeler_id = :labeler AND p.amount_base_units > 0
            ORDER BY p.epoch_number DESC LIMIT 100
            """)
        .bind("labeler", labeler.value())
        .map(
            (row, context) -> {
              TokenAmount cumulative =
                  TokenAmount.ofNumeric(row.getBigDecimal("cumulative_base_units"));
              return new Earnings.Payout(
                  row.getLong("epoch_number"),
                  TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")),
                  cumulative,
                  row.getTimestamp("closed_at").toInstant(),
                  cumulative.compareTo(claimed) <= 0);
            })
        .list();
  }
}
