package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.account.WalletChain;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Bytes4;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;

/** Asks the chain about wallets. */
@ApplicationScoped
class ChainWallets implements WalletChain {
  /** bytes4(keccak256("isValidSignature(bytes32,bytes)")), which is also the answer for yes. */
  private static final String YES = "0x1626ba7e" + "0".repeat(56);

  /** Enough for signatures by several keys and other curves, too little to keep a node busy. */
  private static final BigInteger MAX_GAS = BigInteger.valueOf(5_000_000);

  private static final long MAX_SECONDS = 5;

  private final ChainGateway chain;
  private final ChainNode node;

  ChainWallets(ChainGateway chain, ChainNode node) {
    this.chain = chain;
    this.node = node;
  }

  @Override
  public long chainId() {
    return chain.deployment().chainId();
  }

  @Override
  public boolean isSignedByContract(WalletAddress address, byte[] hash, byte[] signature) {
    return isSigned(node.get(), address, hash, signature);
  }

  /**
   * Asks the contract, whatever it does: one that reverts, burns more gas than a signature takes,
   * or answers anything but yes has not signed.
   *
   * @throws ChainGateway.Unavailable if the node does not answer within seconds
   */
  static boolean isSigned(Web3j node, WalletAddress address, byte[] hash, byte[] signature) {
    Function question =
        new Function(
            "isValidSignature",
            List.of(new Bytes32(hash), new DynamicBytes(signature)),
            List.of(TypeReference.create(Bytes4.class)));
    Transaction call =
        new Transaction(
            null, null, null, MAX_GAS, address.value(), null, FunctionEncoder.encode(question));
    try {
      EthCall answer =
          node.ethCall(call, DefaultBlockParameterName.LATEST)
              .sendAsync()
              .get(MAX_SECONDS, TimeUnit.SECONDS);
      String value = answer.getValue();
      return !answer.hasError() && value != null && value.startsWith(YES);
    } catch (ExecutionException | TimeoutException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainGateway.Unavailable("interrupted", e);
    }
  }
}
