package io.assay.payout;

import io.assay.platform.AssayConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;

/** The node that is asked about the chain; one for all who only read. */
@ApplicationScoped
class ChainNode {
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 30;

  private final AssayConfig assay;
  private @Nullable Web3j web3j;

  ChainNode(AssayConfig assay) {
    this.assay = assay;
  }

  /**
   * The node, from the first call on.
   *
   * @throws ChainGateway.Unavailable if none is configured
   */
  synchronized Web3j get() {
    Web3j known = web3j;
    if (known == null) {
      String url =
          assay
              .chain()
              .rpcUrl()
              .orElseThrow(() -> new ChainGateway.Unavailable("assay.chain.rpc-url is not set"));
      known = connect(url);
      web3j = known;
    }
    return known;
  }

  /** A node that has to answer in time. */
  static Web3j connect(String url) {
    return Web3j.build(
        new HttpService(
            url,
            new OkHttpClient.Builder()
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .callTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .build()));
  }

  @PreDestroy
  synchronized void close() {
    Web3j known = web3j;
    if (known != null) {
      known.shutdown();
      web3j = null;
    }
  }
}
