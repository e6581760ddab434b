package io.assay.payout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;

/** Contract wallets on a local chain, honest and hostile. */
public final class TestWallets {
  /** Ways of {@code HostileWallet}. */
  public static final int HOSTILE_WAYS = 7;

  private TestWallets() {}

  /** Deploys a wallet that signs by the key of an owner; gives its address. */
  public static String owned(String rpcUrl, String owner) throws IOException {
    return deploy(rpcUrl, "OwnedWallet", new Address(owner));
  }

  public static String hostile(String rpcUrl, int way) throws IOException {
    return deploy(rpcUrl, "HostileWallet", new Uint256(way));
  }

  private static String deploy(String rpcUrl, String contract, Type<?> argument)
      throws IOException {
    Web3j node = Web3j.build(new HttpService(rpcUrl));
    try {
      String binary = Files.readString(Path.of("target/solidity-test", contract + ".bin"));
      String from = node.ethAccounts().send().getAccounts().get(7);
      return VaultFixture.deploy(node, from, binary, List.of(argument));
    } finally {
      node.shutdown();
    }
  }
}
