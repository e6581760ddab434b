package io.assay.account;

/** Port: the chain that wallets are on. */
public interface WalletChain {
  /** Its id (EIP-155). */
  long chainId();

  /**
   * Whether the contract at the address says it signed the hash (EIP-1271); false where no contract
   * is.
   *
   * @throws io.assay.platform.Unavailable if the chain does not answer
   */
  boolean isSignedByContract(WalletAddress address, byte[] hash, byte[] signature);
}
