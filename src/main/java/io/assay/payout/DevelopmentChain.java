package io.assay.payout;

import java.io.IOException;
import java.net.URI;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;

/** A node on this machine whose chain carries the number that development nodes have. */
final class DevelopmentChain {
  /** Of anvil and hardhat. */
  static final long ID = 31337;

  private DevelopmentChain() {}

  /** Whether there is one; a node that does not answer, or is elsewhere, is none. */
  static boolean isAt(String rpcUrl) {
    if (!isLoopback(rpcUrl)) {
      return false;
    }
    Web3j web3j = Web3j.build(new HttpService(rpcUrl));
    try {
      return web3j.ethChainId().send().getChainId().longValueExact() == ID;
    } catch (IOException | RuntimeException e) {
      return false;
    } finally {
      web3j.shutdown();
    }
  }

  private static boolean isLoopback(String rpcUrl) {
    try {
      String host = URI.create(rpcUrl).getHost();
      return host != null
          && (host.equals("localhost")
              || host.equals("[::1]")
              || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
