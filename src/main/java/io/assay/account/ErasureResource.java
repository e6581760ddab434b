package io.assay.account;

import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import io.assay.platform.Unavailable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigInteger;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A labeler's leave. */
@Path("/api/me")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Account")
public class ErasureResource {
  private final CurrentAccount current;
  private final Accounts accounts;
  private final Erasure erasure;

  ErasureResource(CurrentAccount current, Accounts accounts, Erasure erasure) {
    this.current = current;
    this.accounts = accounts;
    this.erasure = erasure;
  }

  @GET
  @Path("/erasure")
  @Operation(summary = "What you are owed and where it goes, before you erase your account")
  public Erasure.Preview preview() {
    try {
      return erasure.preview(current.labelerId().value());
    } catch (Unavailable e) {
      throw chainUnavailable();
    }
  }

  @DELETE
  @Operation(
      summary = "Erase your account",
      description =
          "Name, subject, wallet and evidence go; answers and payments stay under a random"
              + " pseudonym, so that sealed receipts still verify. What you are owed is still paid to"
              + " your wallet. `owed` repeats what `GET /api/me/erasure` told; without a wallet"
              + " `giveUp` gives it up.")
  public void erase(
      @QueryParam("owed") @Nullable String owed,
      @QueryParam("giveUp") @DefaultValue("false") boolean giveUp) {
    UUID account = current.labelerId().value();
    try {
      erasure.erase(account, amount(owed), giveUp);
    } catch (Unavailable e) {
      throw chainUnavailable();
    }
    accounts.forget(account);
  }

  private static TokenAmount amount(@Nullable String text) {
    if (text == null || !text.matches("0|[1-9][0-9]{0,38}")) {
      throw Problem.unprocessable("invalid-field", "Say what you were told you are owed.")
          .withField("owed", "base units, as GET /api/me/erasure tells");
    }
    return new TokenAmount(new BigInteger(text));
  }

  private static Problem chainUnavailable() {
    return Problem.of(503, "chain-unavailable", "The chain does not answer; try in a while.");
  }
}
