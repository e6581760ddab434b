package io.assay.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A small OpenID Connect issuer for one person's machine: authorization code with PKCE (RFC 7636,
 * S256 only) for the web UI, and token exchange (RFC 8693) by which an admin acts as a labeler, for
 * {@code replay} and {@code simulation}. Answers 404 where an outside issuer is configured.
 */
@Path("/idp")
@PermitAll
@ApplicationScoped
public class EmbeddedIssuer {
  private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  private record Grant(
      IssuerAccounts.Person person,
      String clientId,
      String redirectUri,
      String challenge,
      @Nullable String nonce) {}

  private final AssayConfig config;
  private final IssuerAccounts accounts = new IssuerAccounts();
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Grant> grants =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(1000).build();
  private volatile @Nullable IssuerTokens tokens;

  EmbeddedIssuer(AssayConfig config) {
    this.config = config;
  }

  @GET
  @Path("/.well-known/openid-configuration")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Map<String, Object> metadata() {
    tokens();
    String issuer = config.issuer().url();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", issuer);
    metadata.put("authorization_endpoint", issuer + "/authorize");
    metadata.put("token_endpoint", issuer + "/token");
    metadata.put("jwks_uri", issuer + "/jwks");
    metadata.put("end_session_endpoint", issuer + "/logout");
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("subject_types_supported", List.of("public"));
    metadata.put("code_challenge_methods_supported", List.of("S256"));
    metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return metadata;
  }

  @GET
  @Path("/jwks")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public String keys() {
    return tokens().publicKeys();
  }

  /** The sign-in page. */
  @GET
  @Path("/authorize")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Response authorize(
      @QueryParam("client_id") @Nullable String clientId,
      @QueryParam("redirect_uri") @Nullable String redirectUri,
      @QueryParam("response_type") @Nullable String responseType,
      @QueryParam("code_challenge") @Nullable String challenge,
      @QueryParam("code_challenge_method") @Nullable String method,
      @QueryParam("state") @Nullable String state,
      @QueryParam("nonce") @Nullable String nonce,
      @QueryParam("ui_locales") @Nullable String locales) {
    checkRequest(clientId, redirectUri, challenge);
    if (!"code".equals(responseType) || !"S256".equals(method)) {
      throw Problem.badRequest("unsupported-flow", "Only code with PKCE S256 is supported.");
    }
    return page(SignInPage.of(clientId, redirectUri, challenge, state, nonce, locales, false));
  }

  /** Takes the sign-in form and sends the browser back with a code. */
  @POST
  @Path("/authorize")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Response signIn(
      @FormParam("client_id") @Nullable String clientId,
      @FormParam("redirect_uri") @Nullable String redirectUri,
      @FormParam("code_challenge") @Nullable String challenge,
      @FormParam("state") @Nullable String state,
      @FormParam("nonce") @Nullable String nonce,
      @FormParam("ui_locales") @Nullable String locales,
      @FormParam("username") @Nullable String username,
      @FormParam("password") @Nullable String password) {
    checkRequest(clientId, redirectUri, challenge);
    Optional<IssuerAccounts.Person> person =
        username == null || password == null
            ? Optional.empty()
            : accounts.findBySecret(username, password);
    if (person.isEmpty() || clientId == null || redirectUri == null || challenge == null) {
      return page(SignInPage.of(clientId, redirectUri, challenge, state, nonce, locales, true));
    }
    String code = randomText();
    String kept = nonce == null || nonce.isEmpty() ? null : nonce;
    grants.put(code, new Grant(person.get(), clientId, redirectUri, challenge, kept));
    String target = redirectUri + "?code=" + code;
    if (state != null) {
      target += "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8);
    }
    return Response.seeOther(URI.create(target)).build();
  }

  /** Changes a code, or an admin's token, for tokens. */
  @POST
  @Path("/token")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Map<String, Object> token(
      @FormParam("grant_type") @Nullable String grantType,
      @FormParam("code") @Nullable String code,
      @FormParam("client_id") @Nullable String clientId,
      @FormParam("redirect_uri") @Nullable String redirectUri,
      @FormParam("code_verifier") @Nullable String verifier,
      @FormParam("subject_token") @Nullable String subjectToken,
      @FormParam("requested_subject") @Nullable String requestedSubject,
      @FormParam("requested_name") @Nullable String requestedName) {
    if ("authorization_code".equals(grantType)) {
      return redeem(code, clientId, redirectUri, verifier);
    }
    if (TOKEN_EXCHANGE.equals(grantType)) {
      return exchange(subjectToken, requestedSubject, requestedName);
    }
    throw Problem.badRequest("unsupported-grant-type", "This grant type is not supported.");
  }

  @GET
  @Path("/logout")
  @Operation(hidden = true)
  public Response logout(@QueryParam("post_logout_redirect_uri") @Nullable String redirectUri) {
    if (redirectUri == null || !config.issuer().redirects().contains(redirectUri)) {
      throw Problem.badRequest("unknown-redirect", "This redirect address is not registered.");
    }
    return Response.seeOther(URI.create(redirectUri)).build();
  }

  private Map<String, Object> redeem(
      @Nullable String code,
      @Nullable String clientId,
      @Nullable String redirectUri,
      @Nullable String verifier) {
    Grant grant = code == null ? null : grants.asMap().remove(code);
    if (grant == null
        || verifier == null
        || !grant.clientId().equals(clientId)
        || !grant.redirectUri().equals(redirectUri)
        || !sameText(grant.challenge(), challengeOf(verifier))) {
      throw Problem.badRequest("invalid-grant", "The code is unknown, used, or too old.");
    }
    Map<String, Object> answer = bearer(grant.person());
    answer.put("id_token", tokens().idToken(grant.person(), grant.clientId(), grant.nonce()));
    return answer;
  }

  private Map<String, Object> exchange(
      @Nullable String subjectToken,
      @Nullable String requestedSubject,
      @Nullable String requestedName) {
    if (subjectToken == null || !tokens().isAdmin(subjectToken)) {
      throw Problem.of(401, "sign-in-required", "The subject token is not an admin's.");
    }
    if (requestedSubject == null
        || requestedSubject.isBlank()
        || requestedSubject.length() > 200
        || accounts.isReserved(requestedSubject)) {
      throw Problem.unprocessable("invalid-field", "requested_subject names no labeler.")
          .withField("requested_subject", "1 to 200 characters, not a demo account");
    }
    String name = requestedSubject;
    if (requestedName != null && !requestedName.isBlank() && requestedName.length() <= 200) {
      name = requestedName;
    }
    return bearer(new IssuerAccounts.Person(requestedSubject, name, "labeler"));
  }

  private Map<String, Object> bearer(IssuerAccounts.Person person) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", tokens().accessToken(person));
    answer.put("token_type", "Bearer");
    answer.put("expires_in", IssuerTokens.LIFETIME.toSeconds());
    return answer;
  }

  private void checkRequest(
      @Nullable String clientId, @Nullable String redirectUri, @Nullable String challenge) {
    tokens();
    if (!config.issuer().clientId().equals(clientId)) {
      throw Problem.badRequest("unknown-client", "This client is not registered.");
    }
    if (redirectUri == null || !config.issuer().redirects().contains(redirectUri)) {
      throw Problem.badRequest("unknown-redirect", "This redirect address is not registered.");
    }
    if (challenge == null || challenge.length() != 43) {
      throw Problem.badRequest("pkce-required", "A PKCE S256 code_challenge is needed.");
    }
  }

  private IssuerTokens tokens() {
    if (!config.embedded().issuer()) {
      throw new NotFoundException();
    }
    IssuerTokens ready = tokens;
    if (ready == null) {
      synchronized (this) {
        ready = tokens;
        if (ready == null) {
          ready = new IssuerTokens(config.issuer().url(), config.home().resolve("issuer/key.json"));
          tokens = ready;
        }
      }
    }
    return ready;
  }

  private static Response page(String html) {
    return Response.ok(html)
        .header("Cache-Control", "no-store")
        .header("X-Frame-Options", "DENY")
        .build();
  }

  private String randomText() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challengeOf(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean sameText(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
