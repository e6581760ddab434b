package io.assay.consensus.numeric;

/** The mean of the ratings of each item, every vote alike. */
final class PlainMean {
  private final RatingTable table;
  private final double[] sum;
  private final double[] weight;
  private final double[] all;
  private final int[] count;

  PlainMean(RatingTable table) {
    this.table = table;
    sum = new double[table.items.size()];
    weight = new double[sum.length];
    all = new double[sum.length];
    count = new int[sum.length];
    for (int p = 0; p < table.size(); p++) {
      int i = table.itemAt[p];
      sum[i] += table.weightAt[p] * table.valueAt[p];
      weight[i] += table.weightAt[p];
      all[i] += table.valueAt[p];
      count[i]++;
    }
  }

  /** The weighted mean; the plain one where all weights are 0. */
  double value(int i) {
    return weight[i] > 0 ? sum[i] / weight[i] : all[i] / count[i];
  }

  int count(int i) {
    return count[i];
  }

  /** Whether something is left of the item's ratings without this one. */
  boolean hasOthers(int p) {
    return weight[table.itemAt[p]] - table.weightAt[p] > 1e-9;
  }

  /** The mean without this rating; the rating itself where there is no other. */
  double valueWithout(int p) {
    int i = table.itemAt[p];
    return hasOthers(p)
        ? (sum[i] - table.weightAt[p] * table.valueAt[p]) / (weight[i] - table.weightAt[p])
        : table.valueAt[p];
  }
}
