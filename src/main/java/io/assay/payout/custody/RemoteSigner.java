package io.assay.payout.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.WalletAddress;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.service.TxSignService;
import org.web3j.utils.Numeric;

/**
 * Signs by a service that keeps the key, over JSON-RPC: {@code eth_signTransaction} (Web3Signer
 * answers with the signed bytes) or {@code account_signTransaction} (Clef answers with an object
 * that has them as {@code raw}). What comes back is taken only if it is, byte for byte, the
 * transaction asked for with a signature of the address.
 */
final class RemoteSigner implements TxSignService {
  /** How to reach the service. */
  record Access(URI url, String method, Duration timeout) {
    /** Host and port alone: a path may hold a secret. */
    String shown() {
      return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final int MAX_QUOTE = 200;
  private static final int OK = 200;

  /** Who signs by this method tells its accounts as well, without asking anybody. */
  private static final String LISTS_ACCOUNTS = "eth_signTransaction";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Access access;
  private final WalletAddress address;
  private final HttpClient http;

  RemoteSigner(Access access, WalletAddress address) {
    this.access = access;
    this.address = address;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(access.timeout())
            .build();
  }

  @Override
  public String getAddress() {
    return address.value().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The signed bytes.
   *
   * @throws SignerUnavailable if none came in time, or other ones than asked for
   */
  @Override
  public byte[] sign(RawTransaction transaction, long chainId) {
    if (!(transaction.getTransaction() instanceof Transaction1559 asked)
        || asked.getChainId() != chainId) {
      throw new IllegalArgumentException("only transactions by EIP-1559 of this chain are signed");
    }
    String signed = signedBytes(ask(asked));
    SignedBytes.refuseOther(signed, transaction, address, access.shown());
    return Numeric.hexStringToByteArray(signed);
  }

  /**
   * Why it could not sign now, as far as it tells: it does not answer, or lists its accounts and
   * the address is not among them. Clef, whose list people must allow each time, is not asked.
   */
  Optional<String> trouble() {
    if (!access.method().equals(LISTS_ACCOUNTS)) {
      return Optional.empty();
    }
    try {
      JsonNode accounts = ask("eth_accounts", List.of()).path("result");
      for (JsonNode account : accounts) {
        if (account.asText().equalsIgnoreCase(address.value())) {
          return Optional.empty();
        }
      }
      return accounts.isArray()
          ? Optional.of("the remote signer at " + access.shown() + " has no key of " + address)
          : Optional.empty();
    } catch (SignerUnavailable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode ask(Transaction1559 asked) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("from", getAddress());
    call.put("to", asked.getTo());
    call.put("gas", Numeric.encodeQuantity(asked.getGasLimit()));
    call.put("maxFeePerGas", Numeric.encodeQuantity(asked.getMaxFeePerGas()));
    call.put("maxPriorityFeePerGas", Numeric.encodeQuantity(asked.getMaxPriorityFeePerGas()));
    call.put("value", Numeric.encodeQuantity(asked.getValue()));
    call.put("nonce", Numeric.encodeQuantity(asked.getNonce()));
    call.put("data", Numeric.prependHexPrefix(asked.getData()));
    call.put("chainId", Numeric.encodeQuantity(BigInteger.valueOf(asked.getChainId())));
    return ask(access.method(), List.of(call));
  }

  private JsonNode ask(String method, List<?> parameters) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", 1);
    request.put("method", method);
    request.put("params", parameters);
    try {
      return JSON.readTree(post(JSON.writeValueAsBytes(request)));
    } catch (IOException e) {
      throw unavailable("answers with something that is not JSON");
    }
  }

  /** Within the time in all, however slowly the answer drips. */
  private byte[] post(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(access.url())
            .timeout(access.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<byte[]> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(this::bytes);
    try {
      return answer.get(access.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unavailable("does not answer within " + access.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SignerUnavailable known) {
        throw known;
      }
      throw unavailable("cannot be reached: " + name(Objects.requireNonNullElse(e.getCause(), e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for");
    }
  }

  private static String name(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  private byte[] bytes(HttpResponse<InputStream> response) {
    try (InputStream in = response.body()) {
      if (response.statusCode() != OK) {
        throw unavailable("answers with HTTP status " + response.statusCode());
      }
      byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
      if (bytes.length > MAX_ANSWER_BYTES) {
        throw unavailable("answers with more than a transaction can measure");
      }
      return bytes;
    } catch (IOException e) {
      throw unavailable("breaks off: " + name(e));
    }
  }

  private String signedBytes(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      String message = error.path("message").asText("no reason given");
      throw unavailable(
          "refuses to sign: " + message.substring(0, Math.min(message.length(), MAX_QUOTE)));
    }
    JsonNode result = answer.path("result");
    JsonNode raw = result.isObject() ? result.path("raw") : result;
    if (!raw.isTextual()) {
      throw unavailable("answers without signed bytes");
    }
    return raw.textValue();
  }

  private SignerUnavailable unavailable(String what) {
    return new SignerUnavailable("the remote signer at " + access.shown() + " " + what);
  }

  @Override
  public String toString() {
    return "remote signer " + access.shown() + " for " + address;
  }
}
