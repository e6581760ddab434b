package io.assay.payout.economics;

import java.util.List;

/** What must hold before a policy is shipped: farming never pays. */
public final class EconomicsGate {
  private static final int FARM = 10;
  private static final int FAMILY = 3;

  private EconomicsGate() {}

  /**
   * Cells in which a farm gains: any profit with 10 accounts or more, more than the cap of tier 1
   * in all with 3 or fewer.
   */
  public static List<FarmSimulator.Cell> broken(
      List<FarmSimulator.Cell> cells, double tierOneCapTokens) {
    return cells.stream()
        .filter(
            cell ->
                cell.accounts() >= FARM
                    ? cell.profitTokens() >= 0
                    : cell.accounts() <= FAMILY && cell.profitTokens() > tierOneCapTokens)
        .toList();
  }
}
