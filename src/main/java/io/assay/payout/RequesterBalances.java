package io.assay.payout;

import io.assay.platform.AssayConfig;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * A balance is moved by postings alone, by a trigger; the database refuses to take it below zero,
 * however many ask at once. What is checked here first is only so that the refusal says how much
 * there is.
 */
/** What requesters have paid in and not put into datasets. */
@ApplicationScoped
class RequesterBalances {
  /** What moved a balance. */
  enum MovementKind {
    DEPOSIT,
    FUNDING,
    REFUND
  }

  /**
   * A movement of a balance, newest first.
   *
   * @param amountBaseUnits into the balance, or for {@code FUNDING} out of it
   * @param reference of a deposit as it was booked; null for the demo's credit
   */
  record Movement(
      long id,
      MovementKind kind,
      TokenAmount amountBaseUnits,
      @Nullable String reference,
      @Nullable UUID datasetId,
      @Nullable String datasetName,
      Instant at) {}

  /**
   * Where a requester's money is.
   *
   * @param balanceBaseUnits free to fund datasets with
   * @param datasetsBaseUnits put into datasets and not taken back, what labelers earned included
   * @param returningBaseUnits on its way back from datasets
   */
  record Balance(
      TokenAmount balanceBaseUnits,
      TokenAmount datasetsBaseUnits,
      TokenAmount returningBaseUnits) {}

  /** A deposit as it was booked. */
  record Deposit(
      UUID id,
      String subject,
      TokenAmount amountBaseUnits,
      String reference,
      TokenAmount balanceBaseUnits) {}

  /** Of the demo, for whoever needs money to try it: enough for five million answers. */
  private static final BigInteger DEMO_TOKENS = BigInteger.valueOf(100_000);

  private static final String DEMO_REFERENCE = "";

  private final Jdbi jdbi;
  private final Coverage coverage;
  private final TokenAmount demoCredit;

  RequesterBalances(
      Jdbi jdbi, Coverage coverage, PayoutConfig config, AssayConfig assay, Policies policies) {
    this.jdbi = jdbi;
    this.coverage = coverage;
    BigInteger tokens =
        config
            .demoCreditTokens()
            .orElse(assay.embedded().issuer() ? DEMO_TOKENS : BigInteger.ZERO)
            .max(BigInteger.ZERO);
    this.demoCredit = new TokenAmount(tokens.multiply(policies.tokenBaseUnits()));
  }

  /**
   * Refuses to take more than there is, in the present transaction, and keeps others from it till
   * its end.
   *
   * @throws Problem 409 {@code balance-too-low}
   */
  void refuseOverdraft(Handle handle, UUID requester, TokenAmount amount) {
    creditDemo(handle, requester);
    TokenAmount balance =
        handle
            .createQuery(
                "SELECT balance_base_units FROM requester_balance WHERE requester_id = :requester"
                    + " FOR UPDATE")
            .bind("requester", requester)
            .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
            .findOne()
            .orElse(TokenAmount.ZERO);
    if (balance.compareTo(amount) < 0) {
      throw Problem.conflict(
          "balance-too-low",
          "The balance is " + balance + " base units, and " + amount + " were asked for.");
    }
  }

  /** Books what the demo gives, unless it did. */
  private void creditDemo(Handle handle, UUID requester) {
    if (demoCredit.isZero()) {
      return;
    }
    handle
        .createQuery(
            """
            INSERT INTO deposit (id, requester_id, amount_base_units, reference)
            VALUES (gen_random_uuid(), :requester, :amount, :reference)
            ON CONFLICT (requester_id) WHERE booked_by IS NULL DO NOTHING RETURNING id
            """)
        .bind("requester", requester)
        .bind("amount", demoCredit.toNumeric())
        .bind("reference", DEMO_REFERENCE)
        .mapTo(UUID.class)
        .findOne()
        .ifPresent(id -> Postings.deposit(handle, id));
  }

  /**
   * Books what a requester paid in, in the present transaction.
   *
   * @throws Problem 404 {@code unknown-requester}; 409 {@code not-covered} where the platform does
   *     not have the tokens; 503 {@code chain-unavailable}
   */
  Deposit deposit(String subject, TokenAmount amount, String reference, UUID admin) {
    if (amount.isZero() || amount.baseUnits().bitLength() > 100) {
      throw Problem.unprocessable("invalid-field", "amountBaseUnits: out of range.")
          .withField("amountBaseUnits", "above 0 and below 2^100");
    }
    UUID requester =
        findRequester(subject)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "unknown-requester",
                        "No requester has this subject; they sign in once before a deposit."));
    coverage.ofDeposit(amount);
    return jdbi.withHandle(
        handle -> {
          UUID id = UUID.randomUUID();
          handle
              .createUpdate(
                  """
                  INSERT INTO deposit (id, requester_id, amount_base_units, reference, booked_by)
                  VALUES (:id, :requester, :amount, :reference, :admin)
                  """)
              .bind("id", id)
              .bind("requester", requester)
              .bind("amount", amount.toNumeric())
              .bind("reference", reference)
              .bind("admin", admin)
              .execute();
          Postings.deposit(handle, id);
          return new Deposit(
              id, subject, amount, reference, read(handle, requester).balanceBaseUnits());
        });
  }

  private Optional<UUID> findRequester(String subject) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM account WHERE subject = :subject AND role IN ('requester',"
                        + " 'admin')")
                .bind("subject", subject)
                .mapTo(UUID.class)
                .findOne());
  }

  /** Where the requester's money is now, in the present transaction. */
  Balance get(UUID requester) {
    return jdbi.withHandle(
        handle -> {
          creditDemo(handle, requester);
          return read(handle, requester);
        });
  }

  private static Balance read(Handle handle, UUID requester) {
    return handle
        .createQuery(
            """
            SELECT coalesce((SELECT balance_base_units FROM requester_balance
                WHERE requester_id = :requester), 0),
              (SELECT coalesce(sum(funded_base_units), 0) FROM dataset
                WHERE requester_id = :requester),
              (SELECT coalesce(sum(amount_base_units), 0) FROM dataset_refund
                WHERE requester_id = :requester AND state <> 'REFUNDED')
            """)
        .bind("requester", requester)
        .map(
            (row, context) ->
                new Balance(
                    TokenAmount.ofNumeric(row.getBigDecimal(1)),
                    TokenAmount.ofNumeric(row.getBigDecimal(2)),
                    TokenAmount.ofNumeric(row.getBigDecimal(3))))
        .one();
  }

  /** What moved the requester's balance, newest first. */
  Page<Movement> list(UUID requester, @Nullable String cursor, int limit) {
    long before = Cursor.decodeBelow(cursor);
    List<Movement> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT p.id, p.kind, p.amount_base_units, p.booked_at, p.dataset_id, d.name,
                          nullif(c.reference, '') AS reference
                        FROM posting p LEFT JOIN dataset d ON d.id = p.dataset_id
                          LEFT JOIN deposit c ON c.id = p.deposit_id
                        WHERE p.id < :below AND (p.credit = 'REQUESTER' AND p.credit_owner = :owner
                          OR p.debit = 'REQUESTER' AND p.debit_owner = :owner)
                        ORDER BY p.id DESC LIMIT :limit
                        """)
                    .bind("below", before)
                    .bind("owner", requester)
                    .bind("limit", limit + 1)
                    .map((row, context) -> movement(row))
                    .list());
    return Page.of(rows, limit, last -> Cursor.encode(Long.toString(last.id())));
  }

  private static Movement movement(ResultSet row) throws SQLException {
    return new Movement(
        row.getLong("id"),
        MovementKind.valueOf(row.getString("kind")),
        TokenAmount.ofNumeric(row.getBigDecimal("amount_base_units")),
        row.getString("reference"),
        row.getObject("dataset_id", UUID.class),
        row.getString("name"),
        row.getTimestamp("booked_at").toInstant());
  }
}
