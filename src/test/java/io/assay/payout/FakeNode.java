package io.assay.payout;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.web3j.crypto.Hash;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Numeric;

/**
 * A node for one sender whose blocks, receipts and count of nonces a test sets one by one, so that
 * they may contradict each other as those of a node in the middle of a reorganisation do.
 */
final class FakeNode extends HttpService {
  private record Place(long block, String blockHash) {}

  private final Map<Long, String> blocks = new HashMap<>();
  private final Map<String, Place> receipts = new HashMap<>();
  final List<String> sent = new ArrayList<>();
  long head;
  long nonce;
  BigInteger baseFee = BigInteger.TEN.pow(9);
  Runnable beforeReceipt = () -> {};
  Runnable onSend = () -> {};

  FakeNode() {
    super("http://none");
    blocks.put(0L, hash("genesis"));
  }

  static String hash(String name) {
    return Hash.sha3String(name);
  }

  void block(long number, String name) {
    blocks.put(number, hash(name));
    head = Math.max(head, number);
  }

  void receipt(String transaction, long block, String blockName) {
    receipts.put(transaction, new Place(block, hash(blockName)));
  }

  /** Hash of what was sent last. */
  String last() {
    return Numeric.toHexString(Hash.sha3(Numeric.hexStringToByteArray(sent.get(sent.size() - 1))));
  }

  @Override
  @SuppressWarnings("rawtypes")
  public <T extends Response> T send(Request request, Class<T> type) throws IOException {
    List<?> parameters = request.getParams();
    ObjectMapper json = ObjectMapperFactory.getObjectMapper();
    Map<String, Object> answer = new HashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", request.getId());
    answer.put("result", result(request.getMethod(), parameters));
    return json.readValue(json.writeValueAsBytes(answer), type);
  }

  private Object result(String method, List<?> parameters) {
    return switch (method) {
      case "eth_chainId" -> "0x1";
      case "eth_blockNumber" -> number(head);
      case "eth_getTransactionCount" -> number(nonce);
      case "eth_getBlockByNumber" -> {
        String which = String.valueOf(parameters.get(0));
        long number =
            which.equals("latest") ? head : Numeric.decodeQuantity(which).longValueExact();
        yield blocks.containsKey(number)
            ? Map.of(
                "number", number(number),
                "hash", blocks.get(number),
                "baseFeePerGas", Numeric.encodeQuantity(baseFee))
            : null;
      }
      case "eth_getTransactionReceipt" -> {
        beforeReceipt.run();
        Place place = receipts.get(String.valueOf(parameters.get(0)));
        yield place == null
            ? null
            : Map.of(
                "transactionHash", parameters.get(0),
                "blockNumber", number(place.block()),
                "blockHash", place.blockHash(),
                "status", "0x1");
      }
      case "eth_sendRawTransaction" -> {
        sent.add(String.valueOf(parameters.get(0)));
        onSend.run();
        yield last();
      }
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static String number(long value) {
    return Numeric.encodeQuantity(BigInteger.valueOf(value));
  }
}
