package io.assay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gets tokens of the embedded issuer: by signing in as a browser does, and by token exchange. */
final class IssuerClient {
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
  private static final String CLIENT_ID = "assay-web";

  private final ApiClient api;

  IssuerClient(ApiClient api) {
    this.api = api;
  }

  /** Signs in with authorization code and PKCE. */
  String signIn(String username, String password) {
    String verifier = randomText();
    String redirect = api.server().resolve("/signed-in").toString();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", CLIENT_ID);
    form.put("redirect_uri", redirect);
    form.put("code_challenge", challengeOf(verifier));
    form.put("username", username);
    form.put("password", password);
    HttpResponse<String> signedIn = post("/idp/authorize", form);
    Matcher code = CODE.matcher(signedIn.headers().firstValue("Location").orElse(""));
    if (!code.find()) {
      throw new ApiException(401, "the issuer does not let " + username + " in");
    }
    form.clear();
    form.put("grant_type", "authorization_code");
    form.put("client_id", CLIENT_ID);
    form.put("redirect_uri", redirect);
    form.put("code", code.group(1));
    form.put("code_verifier", verifier);
    return accessToken(post("/idp/token", form));
  }

  /**
   * A token of a labeler, in exchange for an admin's (RFC 8693).
   *
   * @param name what to call the labeler on screen
   */
  String actAs(String adminToken, String subject, String name) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    form.put("subject_token", adminToken);
    form.put("requested_subject", subject);
    form.put("requested_name", name);
    return accessToken(post("/idp/token", form));
  }

  private HttpResponse<String> post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    URI address = api.server().resolve(path);
    return api.postForm(address, body);
  }

  private String accessToken(HttpResponse<String> response) {
    JsonNode token = api.parse(response.body()).path("access_token");
    if (!token.isTextual()) {
      throw new ApiException(response.statusCode(), "the issuer gave no token: " + response.body());
    }
    return token.textValue();
  }

  private static String randomText() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
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
}
