package io.assay.fraud.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeidenClusteringTest {
  @Test
  void aClusterOverTheLargestSize_isSplit() {
    int size = 60;
    int communities = 12;
    int inside = communities * size * (size - 1) / 2;
    int[] first = new int[inside + communities * size * 6];
    int[] second = new int[first.length];
    double[] weight = new double[first.length];
    int edges = 0;
    for (int c = 0; c < communities; c++) {
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size; j++) {
          first[edges] = c * size + i;
          second[edges] = c * size + j;
          weight[edges++] = 20;
        }
        for (int k = 1; k <= 6 && c + 1 < communities; k++) {
          first[edges] = c * size + i;
          second[edges] = (c + 1) * size + (i + k) % size;
          weight[edges++] = 20;
        }
      }
    }
    List<int[]> clusters =
        LeidenClustering.cluster(
            communities * size,
            java.util.Arrays.copyOf(first, edges),
            java.util.Arrays.copyOf(second, edges),
            java.util.Arrays.copyOf(weight, edges));
    int nodes = 0;
    for (int[] cluster : clusters) {
      assertThat(cluster.length).isBetween(2, 500);
      nodes += cluster.length;
    }
    assertThat(nodes).isEqualTo(communities * size);
  }

  @Test
  void noEdges_noClusters() {
    assertThat(LeidenClustering.cluster(5, new int[0], new int[0], new double[0])).isEmpty();
  }
}
