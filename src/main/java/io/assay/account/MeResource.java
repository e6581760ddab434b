package io.assay.account;

import io.assay.platform.Problem;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a person sees and sets of their own account. */
@Path("/api/me")
@Authenticated
@Tag(name = "Account")
public class MeResource {
  /** The JSON of the own account; the storage token never comes back. */
  public record MeView(
      UUID id, String name, String role, @Nullable String walletAddress, Instant createdAt) {}

  /** Settable parts; an absent one stays as it is. */
  @Schema(example = "{\"walletAddress\": \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"}")
  public record MeChange(
      @Nullable WalletAddress walletAddress,
      @Size(min = 16, max = 200) @Nullable String storageToken) {}

  private final CurrentAccount current;

  MeResource(CurrentAccount current) {
    this.current = current;
  }

  @GET
  @Transactional
  @Operation(summary = "The signed-in account")
  public MeView get() {
    return view(account());
  }

  @PUT
  @Transactional
  @Operation(summary = "Set the payout wallet, or the token by which a browser is known again")
  public MeView put(@Valid MeChange change) {
    Account account = account();
    if (change.walletAddress() != null) {
      account.walletAddress = change.walletAddress().value();
    }
    if (change.storageToken() != null) {
      account.storageTokenHash = sha256(change.storageToken());
    }
    return view(account);
  }

  private Account account() {
    Account account = Account.findById(current.id());
    if (account == null) {
      throw Problem.notFound("unknown-account", "This account does not exist any more.");
    }
    return account;
  }

  private static MeView view(Account account) {
    return new MeView(
        account.id, account.name, account.role, account.walletAddress, account.createdAt);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
