package io.assay.operations;

import io.assay.payout.ChainGateway;
import io.assay.payout.Token;
import io.assay.platform.AssayConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the web UI needs before anybody signs in. */
@Path("/api/configuration")
@PermitAll
@Tag(name = "Operations")
public class ConfigurationResource {
  /** The JSON; addresses of contracts are null while the chain does not answer. */
  public record Configuration(
      String issuer,
      String clientId,
      boolean embedded,
      TokenView token,
      @Nullable Long chainId,
      @Nullable String vaultAddress) {}

  /** The token people are paid in. */
  public record TokenView(String symbol, int decimals, @Nullable String address) {}

  private final AssayConfig config;
  private final Token token;
  private final ChainGateway chain;

  ConfigurationResource(AssayConfig config, Token token, ChainGateway chain) {
    this.config = config;
    this.token = token;
    this.chain = chain;
  }

  @GET
  @Operation(summary = "Issuer, token and contracts of this server")
  public Configuration get() {
    ChainGateway.Deployment deployment = deployment();
    return new Configuration(
        config.issuer().url(),
        config.issuer().clientId(),
        config.embedded().issuer(),
        new TokenView(
            token.symbol(),
            token.decimals(),
            deployment == null ? null : deployment.tokenAddress()),
        deployment == null ? null : deployment.chainId(),
        deployment == null ? null : deployment.vaultAddress());
  }

  private ChainGateway.@Nullable Deployment deployment() {
    try {
      return chain.deployment();
    } catch (ChainGateway.Unavailable e) {
      return null;
    }
  }
}
