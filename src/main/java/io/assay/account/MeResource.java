package io.assay.account;

import io.assay.platform.Problem;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
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
  /**
   * The JSON of the own account; what the browser is known by never comes back.
   *
   * @param deviceBinding whether the person agreed to be known again by the browser; null before
   *     the question was answered
   */
  public record MeView(
      UUID id,
      String name,
      String role,
      @Nullable String walletAddress,
      Instant createdAt,
      @Nullable Boolean deviceBinding) {}

  /**
   * Settable parts; an absent one stays as it is.
   *
   * @param storageToken a random text the browser keeps, taken only with consent
   * @param device coarse traits of the device in a fixed form, taken only with consent
   */
  @Schema(example = "{\"walletAddress\": \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"}")
  public record MeChange(
      @Nullable WalletAddress walletAddress,
      @Size(min = 16, max = 200) @Nullable String storageToken,
      @Size(min = 1, max = 500) @Nullable String device) {}

  /** Whether the account may be bound to a device. */
  @Schema(example = "{\"deviceBinding\": true}")
  public record ConsentChange(@NotNull Boolean deviceBinding) {}

  private final CurrentAccount current;
  private final IdentityEvidence evidence;
  private final HttpServerRequest request;

  MeResource(CurrentAccount current, IdentityEvidence evidence, HttpServerRequest request) {
    this.current = current;
    this.evidence = evidence;
    this.request = request;
  }

  @GET
  @Transactional
  @Operation(summary = "The signed-in account")
  public MeView get() {
    Account account = account();
    rememberNetwork(account);
    return view(account);
  }

  @PUT
  @Transactional
  @Operation(
      summary = "Set the payout wallet, or what a browser is known again by",
      description =
          "A storage token or device takes consent first (`PUT /api/me/consent`), else 409"
              + " `no-consent`.")
  public MeView put(@Valid MeChange change) {
    Account account = account();
    boolean bound = evidence.deviceBinding(account.id).orElse(false);
    if ((change.storageToken() != null || change.device() != null) && !bound) {
      throw Problem.conflict(
          "no-consent", "This account did not agree to be known again by its browser.");
    }
    rememberNetwork(account);
    if (change.walletAddress() != null) {
      account.walletAddress = change.walletAddress().value();
    }
    if (change.storageToken() != null) {
      evidence.put(account.id, EvidenceKind.STORAGE_TOKEN, change.storageToken());
    }
    if (change.device() != null) {
      evidence.put(account.id, EvidenceKind.DEVICE, change.device());
    }
    return view(account);
  }

  @PUT
  @Path("/consent")
  @Transactional
  @Operation(
      summary = "Agree to be known again by the browser, or refuse",
      description =
          "Refusing closes nothing: earnings are held back for longer instead, and what was read"
              + " from the browser before is deleted.")
  public MeView consent(@Valid @NotNull ConsentChange change) {
    Account account = account();
    evidence.decide(account.id, Boolean.TRUE.equals(change.deviceBinding()));
    return view(account);
  }

  /** Labelers alone: nobody else is paid by answers. */
  private void rememberNetwork(Account account) {
    if (account.role() == Role.LABELER && request.remoteAddress() != null) {
      NetworkAddress.of(request.remoteAddress().hostAddress())
          .ifPresent(
              network -> {
                evidence.put(account.id, EvidenceKind.ADDRESS, network.address());
                evidence.put(account.id, EvidenceKind.NETWORK_PREFIX, network.prefix());
              });
    }
  }

  private Account account() {
    Account account = Account.findById(current.id());
    if (account == null) {
      throw Problem.notFound("unknown-account", "This account does not exist any more.");
    }
    return account;
  }

  private MeView view(Account account) {
    return new MeView(
        account.id,
        account.name,
        account.role,
        account.walletAddress,
        account.createdAt,
        evidence.deviceBinding(account.id).orElse(null));
  }
}
