package io.assay.account;

import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * What the person is known by at the issuer goes at once, and so does all they signed in with. The row
 * of the account stays under a pseudonym that was random from the first day (see V105): answers,
 * payments, decisions and everything sealed name nothing else, so none of it changes.
 *
 * Two things wait until what is owed has been paid: the address it goes to, and the keyed hashes
 * that tell whether two accounts are one person's, for else whoever has many would erase them to be
 * paid as many. A proof of personhood becomes a keyed hash, because it serves one account for good.
 */
/** Erases people from their accounts. */
@ApplicationScoped
public class Erasure {
  private static final String PERSONHOOD = "personhood/";

  /**
   * What a person is told before they erase their account.
   *
   * @param owedBaseUnits earned and not in the wallet yet; it is still paid to the wallet
   * @param walletAddress null where there is none: what is owed would then be given up
   */
  public record Preview(TokenAmount owedBaseUnits, @Nullable String walletAddress) {}

  private final Jdbi jdbi;
  private final EvidenceKey key;
  private final OwedPay pay;
  private final OpenCases cases;
  private final Event<AccountErased> erased;

  Erasure(Jdbi jdbi, EvidenceKey key, OwedPay pay, OpenCases cases, Event<AccountErased> erased) {
    this.jdbi = jdbi;
    this.key = key;
    this.pay = pay;
    this.cases = cases;
    this.erased = erased;
  }

  Preview preview(UUID account) {
    String wallet =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT wallet_address FROM account WHERE id = :account")
                    .bind("account", account)
                    .mapTo(String.class)
                    .findOne()
                    .orElse(null));
    return new Preview(pay.owed(account), wallet);
  }

  /**
   * Erases the person.
   *
   * @param told what they were told they are owed
   * @param giveUp whether they give it up if there is no wallet
   * @throws Problem 409 {@code owed-changed} if they are owed something else by now, {@code
   *     wallet-missing} if they are owed something, have no wallet and do not give it up
   */
  @Transactional
  public void erase(UUID account, TokenAmount told, boolean giveUp) {
    Preview now = preview(account);
    if (!now.owedBaseUnits().equals(told)) {
      throw Problem.conflict(
          "owed-changed",
          "You are owed " + now.owedBaseUnits().baseUnits() + " base units by now; look again.");
    }
    if (now.walletAddress() == null && !told.isZero() && !giveUp) {
      throw Problem.conflict(
          "wallet-missing",
          "You are owed money and have no wallet: link one first, or give the money up.");
    }
    jdbi.useHandle(handle -> erase(handle, account));
    erased.fire(new AccountErased(account));
  }

  private void erase(Handle handle, UUID account) {
    handle
        .createUpdate(
            """
            UPDATE account SET subject = 'erased-' || gen_random_uuid(), name = 'erased',
              erased_at = now() WHERE id = :account AND erased_at IS NULL
            """)
        .bind("account", account)
        .execute();
    handle.execute("DELETE FROM wallet_nonce WHERE account_id = ?", account);
    handle.execute("DELETE FROM wallet_link WHERE account_id = ?", account);
    handle.execute("DELETE FROM device_consent WHERE labeler_id = ?", account);
    List<Personhood> known =
        handle
            .createQuery("SELECT kind, nullifier FROM personhood WHERE labeler_id = :account")
            .bind("account", account)
            .map((row, context) -> new Personhood(row.getString(1), row.getString(2)))
            .list();
    for (Personhood one : known) {
      handle.execute(
          "UPDATE personhood SET nullifier = ? WHERE labeler_id = ? AND kind = ?",
          hashed(key, one),
          account,
          one.kind());
    }
  }

  /** What is kept of a proof whose person was erased, to know it again. */
  static String hashed(EvidenceKey key, Personhood one) {
    return "hmac-" + key.hash(PERSONHOOD + one.kind(), one.nullifier());
  }

  /** Erases what waited for the last payment; evidence in a case stays as long as its kind does. */
  @Transactional
  public void finish(UUID account) {
    boolean evidence = cases.concern(account);
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "UPDATE account SET wallet_address = NULL, erasure_finished_at = now() WHERE id = ?"
                  + " AND erased_at IS NOT NULL",
              account);
          if (!evidence) {
            handle.execute("DELETE FROM identity_evidence WHERE labeler_id = ?", account);
          }
        });
  }
}
