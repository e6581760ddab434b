package io.assay.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The wallet a labeler is paid to, linked by Sign-In with Ethereum. */
@Path("/api/me/wallet")
@RolesAllowed(Role.LABELER_NAME)
@Tag(name = "Account")
public class WalletResource {
  /**
   * The wallet.
   *
   * @param proven whether it signed for this account; an address typed by hand did not
   */
  public record WalletView(@Nullable String address, boolean proven) {}

  /** What the wallet signed, and its signature as 0x and hexadecimal digits. */
  @Schema(
      example =
          "{\"message\": \"localhost:8080 wants you to sign in with your Ethereum account:\\n0x…\","
              + " \"signature\": \"0x1b…\"}")
  public record WalletProof(
      @NotBlank @Size(max = 4000) String message, @NotBlank @Size(max = 8200) String signature) {}

  private final CurrentAccount current;
  private final SignInSite site;
  private final WalletLinks links;

  WalletResource(CurrentAccount current, SignInSite site, WalletLinks links) {
    this.current = current;
    this.site = site;
    this.links = links;
  }

  @GET
  @Transactional
  @Operation(summary = "The wallet you are paid to")
  public WalletView get() {
    return view(current.labelerId().value());
  }

  @POST
  @Path("/nonce")
  @Transactional
  @Operation(
      summary = "A nonce for a sign-in message",
      description = "Good once, for ten minutes, for this account; the message names the chain id.")
  public WalletLinks.Nonce nonce() {
    return links.newNonce(current.labelerId().value());
  }

  @PUT
  @Transactional
  @Operation(
      summary = "Link a wallet by Sign-In with Ethereum (EIP-4361)",
      description =
          "The message's domain and URI are this server's, its nonce was given by"
              + " `POST /api/me/wallet/nonce`; contracts sign by EIP-1271.")
  public WalletView put(@Valid @NotNull WalletProof proof, @Context UriInfo uri) {
    UUID account = current.labelerId().value();
    links.link(account, site.host(uri.getBaseUri()), proof.message(), proof.signature());
    return view(account);
  }

  private WalletView view(UUID account) {
    Account known = Account.findById(account);
    return new WalletView(known == null ? null : known.walletAddress, links.isProven(account));
  }
}
