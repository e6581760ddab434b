package io.assay.payout.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** A remote signer over real HTTP that can be made to lie about any field. */
final class FakeSigner implements AutoCloseable {
  /** A transaction's fields, as the request has them. */
  record Fields(
      long chainId,
      BigInteger nonce,
      BigInteger gas,
      String to,
      BigInteger value,
      String data,
      BigInteger tip,
      BigInteger maxFee) {
    RawTransaction transaction() {
      return RawTransaction.createTransaction(chainId, nonce, gas, to, value, data, tip, maxFee);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> requests = new ArrayList<>();
  Credentials key;
  UnaryOperator<Fields> lie = UnaryOperator.identity();

  /** Turns the signed bytes into the whole answer. */
  Function<String, String> answer = raw -> result("\"" + raw + "\"");

  /** What it says to whoever asks for its accounts. */
  String accounts = result("[]");

  int status = 200;
  long delayMillis;
  long dripMillis;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  FakeSigner(Credentials key) throws IOException {
    this.key = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static String result(String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}";
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/secret-path";
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    synchronized (requests) {
      requests.add(request);
    }
    if (request.path("method").asText().equals("eth_accounts")) {
      send(exchange, accounts);
      return;
    }
    JsonNode call = request.path("params").path(0);
    Fields asked =
        new Fields(
            number(call, "chainId").longValueExact(),
            number(call, "nonce"),
            number(call, "gas"),
            call.path("to").asText(),
            number(call, "value"),
            call.path("data").asText(),
            number(call, "maxPriorityFeePerGas"),
            number(call, "maxFeePerGas"));
    byte[] signed = TransactionEncoder.signMessage(lie.apply(asked).transaction(), key);
    send(exchange, answer.apply(Numeric.toHexString(signed)));
  }

  private void send(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    try {
      Thread.sleep(delayMillis);
      exchange.sendResponseHeaders(status, body.length);
      for (byte one : body) {
        exchange.getResponseBody().write(one);
        if (dripMillis > 0) {
          exchange.getResponseBody().flush();
          Thread.sleep(dripMillis);
        }
      }
      exchange.close();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static BigInteger number(JsonNode call, String name) {
    return Numeric.decodeQuantity(call.path(name).asText());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
