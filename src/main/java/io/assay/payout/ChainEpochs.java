package io.assay.payout;

import io.assay.payout.contracts.PayoutVault;
import java.math.BigInteger;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** Epochs as a vault on a chain has them, for outsiders who ask a node of their own. */
public final class ChainEpochs {
  private static final String NOBODY = "0x0000000000000000000000000000000000000001";

  /**
   * An epoch on the chain.
   *
   * @param root 0x and 64 digits, zeros where there is no such epoch
   * @param dataHash of the receipt bundle
   * @param total the root's sum in base units
   */
  public record ChainEpoch(long chainId, String root, String dataHash, BigInteger total) {}

  private ChainEpochs() {}

  /**
   * Reads one.
   *
   * @throws ChainGateway.Unavailable if the node does not answer or there is no vault
   */
  public static ChainEpoch read(String rpcUrl, String vaultAddress, long epoch) {
    Web3j web3j = Web3j.build(new HttpService(rpcUrl));
    try {
      PayoutVault vault =
          PayoutVault.load(
              vaultAddress,
              web3j,
              new ReadonlyTransactionManager(web3j, NOBODY),
              new DefaultGasProvider());
      var found = vault.epochs(BigInteger.valueOf(epoch)).send();
      return new ChainEpoch(
          web3j.ethChainId().send().getChainId().longValueExact(),
          Numeric.toHexString(found.component1()),
          Numeric.toHexString(found.component2()),
          found.component3());
    } catch (Exception e) {
      throw new ChainGateway.Unavailable("the node does not answer: " + e.getMessage(), e);
    } finally {
      web3j.shutdown();
    }
  }
}
