package io.assay.payout;

import io.assay.account.WalletAddress;
import io.assay.account.WalletChain;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Bytes4;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;

/** Asks the chain about wallets. */
@ApplicationScoped
class ChainWallets implements WalletChain {
  /** bytes4(keccak256("isValidSignature(bytes32,bytes)")), which is also the answer for yes. */
  private static final String YES = "0x1626ba7e";

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
    Function question =
        new Function(
            "isValidSignature",
            List.of(new Bytes32(hash), new DynamicBytes(signature)),
            List.of(TypeReference.create(Bytes4.class)));
    Transaction call =
        Transaction.createEthCallTransaction(
            null, address.value(), FunctionEncoder.encode(question));
    try {
      EthCall answer = node.get().ethCall(call, DefaultBlockParameterName.LATEST).send();
      String value = answer.getValue();
      return !answer.hasError() && value != null && value.startsWith(YES);
    } catch (IOException e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    }
  }
}
