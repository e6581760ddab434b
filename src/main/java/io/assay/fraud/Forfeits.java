package io.assay.fraud;

import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/*
 * Invariants, each attacked by a test:
 * - what a ban takes out of the ledger goes back to the dataset it was promised from, to the base
 *   unit: never to the platform, never to who reported;
 * - what an appeal brings back is the same lines, number and time included;
 * - what an epoch has settled stays the labeler's.
 */
/** Ledger lines that bans take out of the ledger and upheld appeals bring back. */
@ApplicationScoped
public class Forfeits {
  private final Jdbi jdbi;

  Forfeits(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Takes out what these labelers earned and no epoch settled; the datasets may promise it anew.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public TokenAmount take(UUID caseId, Collection<UUID> labelers) {
    return jdbi.withHandle(
        handle -> {
          handle
              .createUpdate(
                  """
                  WITH moved AS (
                    DELETE FROM ledger_entry
                    WHERE labeler_id = ANY (:labelers) AND epoch_number IS NULL RETURNING *)
                  INSERT INTO forfeit (ledger_entry_id, case_id, labeler_id, dataset_id,
                    amount_base_units, line)
                  SELECT id, :case, labeler_id, dataset_id, amount_base_units, to_jsonb(moved)
                  FROM moved
                  """)
              .bind("case", caseId)
              .bindArray("labelers", UUID.class, labelers.toArray())
              .execute();
          SortedMap<UUID, TokenAmount> sums = sums(handle, caseId, labelers);
          TokenAmount all = TokenAmount.ZERO;
          for (Map.Entry<UUID, TokenAmount> sum : sums.entrySet()) {
            commit(handle, sum.getKey(), sum.getValue(), -1);
            all = all.plus(sum.getValue());
          }
          return all;
        });
  }

  /**
   * Brings back what a case took of a labeler, and says what each dataset lacks to pay for it: the
   * requester may have promised the money anew.
   *
   * @return the amount brought back; zero while another case bans the labeler, which then keeps it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public TokenAmount restore(UUID caseId, UUID labeler, EscrowFunding funding) {
    return jdbi.withHandle(
        handle -> {
          if (handOver(handle, caseId, labeler)) {
            return TokenAmount.ZERO;
          }
          SortedMap<UUID, TokenAmount> sums = sums(handle, caseId, java.util.List.of(labeler));
          TokenAmount all = TokenAmount.ZERO;
          for (Map.Entry<UUID, TokenAmount> sum : sums.entrySet()) {
            TokenAmount missing = missing(handle, sum.getKey(), sum.getValue());
            if (!missing.isZero()) {
              funding.cover(sum.getKey(), missing);
            }
            commit(handle, sum.getKey(), sum.getValue(), 1);
            all = all.plus(sum.getValue());
          }
          handle
              .createUpdate(
                  """
                  WITH back AS (
                    DELETE FROM forfeit WHERE case_id = :case AND labeler_id = :labeler RETURNING line)
                  INSERT INTO ledger_entry OVERRIDING SYSTEM VALUE
                  SELECT (jsonb_populate_record(NULL::ledger_entry, line)).* FROM back
                  """)
              .bind("case", caseId)
              .bind("labeler", labeler)
              .execute();
          return all;
        });
  }

  /** Leaves the lines to another case that bans the labeler, if there is one. */
  private static boolean handOver(Handle handle, UUID caseId, UUID labeler) {
    boolean banned =
        handle
            .createQuery(
                "SELECT EXISTS (SELECT 1 FROM sanction WHERE labeler_id = :labeler AND kind = 'BAN'"
                    + " AND case_id <> :case)")
            .bind("labeler", labeler)
            .bind("case", caseId)
            .mapTo(Boolean.class)
            .one();
    if (banned) {
      handle
          .createUpdate(
              """
              UPDATE forfeit SET case_id = (
                SELECT case_id FROM sanction WHERE labeler_id = :labeler AND kind = 'BAN'
                  AND case_id <> :case ORDER BY since, case_id LIMIT 1)
              WHERE case_id = :case AND labeler_id = :labeler
              """)
          .bind("labeler", labeler)
          .bind("case", caseId)
          .execute();
    }
    return banned;
  }

  /** Taken by a case from these labelers. */
  public TokenAmount taken(UUID caseId, Collection<UUID> labelers) {
    return jdbi.withHandle(handle -> sums(handle, caseId, labelers)).values().stream()
        .reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  private static SortedMap<UUID, TokenAmount> sums(
      Handle handle, UUID caseId, Collection<UUID> labelers) {
    return new TreeMap<>(
        handle
            .createQuery(
                """
                SELECT dataset_id, sum(amount_base_units) FROM forfeit
                WHERE case_id = :case AND labeler_id = ANY (:labelers) GROUP BY dataset_id
                """)
            .bind("case", caseId)
            .bindArray("labelers", UUID.class, labelers.toArray())
            .map(
                (row, context) ->
                    Map.entry(
                        row.getObject(1, UUID.class), TokenAmount.ofNumeric(row.getBigDecimal(2))))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static TokenAmount missing(Handle handle, UUID datasetId, TokenAmount amount) {
    return handle
        .createQuery(
            """
            SELECT greatest(0, committed_base_units + :amount
              - least(funded_base_units, budget_base_units)) FROM dataset WHERE id = :dataset
            FOR UPDATE
            """)
        .bind("amount", amount.toNumeric())
        .bind("dataset", datasetId)
        .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
        .one();
  }

  private static void commit(Handle handle, UUID datasetId, TokenAmount amount, int sign) {
    handle
        .createUpdate(
            "UPDATE dataset SET committed_base_units = committed_base_units + :sign * :amount WHERE"
                + " id = :dataset")
        .bind("sign", sign)
        .bind("amount", amount.toNumeric())
        .bind("dataset", datasetId)
        .execute();
  }
}
