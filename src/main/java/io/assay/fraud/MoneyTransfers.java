package io.assay.fraud;

import io.assay.fraud.linkage.Transfer;
import java.util.List;
import java.util.Set;

/** Port: transfers of the payout token around the wallets of labelers. */
public interface MoneyTransfers {
  /** Transfers from or to a labeler's wallet or one of its counterparties, in any order. */
  List<Transfer> list();

  /** Addresses of the platform's own: they pay everybody. */
  Set<String> ownAddresses();
}
