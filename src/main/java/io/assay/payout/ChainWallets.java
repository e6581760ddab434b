package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.account.WalletChain;
import io.assay.platform.AssayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.web3j.protocol.http.HttpService;

/** Asks the chain about wallets. */
@ApplicationScoped
class ChainWallets implements WalletChain {
  /** bytes4(keccak256("isValidSignature(bytes32,bytes)")), which is also the answer for yes. */
  private static final String YES = "0x1626ba7e";

  private final AssayConfig assay;
  private final ChainGateway chain;
  private @Nullable Web3j web3j;

  ChainWallets(AssayConfig assay, ChainGateway chain) {
    this.assay = assay;
    this.chain = chain;
  }

  @Override
  public long chainId() {
    return chain.deployment().chainId();
  }

  @Override
  public boolean isSignedByContract(WalletAddress address, byte[] hash, byte[] signature) {
    Function question =
        new Function(
            "isValidSignature",
            List.of(new Bytes32(hash), new DynamicBytes(signature)),
            List.of(TypeReference.create(Bytes4.class)));
    Transaction call =
        Transaction.createEthCallTransaction(
            null, address.value(), FunctionEncoder.encode(question));
    try {
      EthCall answer = node().ethCall(call, DefaultBlockParameterName.LATEST).send();
      String value = answer.getValue();
      return !answer.hasError() && value != null && value.startsWith(YES);
    } catch (IOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }

  private synchronized Web3j node() {
    Web3j known = web3j;
    if (known == null) {
      String url =
          assay
              .chain()
              .rpcUrl()
              .orElseThrow(() -> new ChainGateway.Unavailable("assay.chain.rpc-url is not set"));
      known = Web3j.build(new HttpService(url));
      web3j = known;
    }
    return known;
  }
}
