package io.assay.fraud.clusters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nl.cwts.networkanalysis.Clustering;
import nl.cwts.networkanalysis.LeidenAlgorithm;
import nl.cwts.networkanalysis.Network;
import nl.cwts.util.LargeDoubleArray;
import nl.cwts.util.LargeIntArray;

/**
 * Communities of a weighted graph by the Leiden algorithm (Traag, Waltman, van Eck 2019), which
 * unlike Louvain never returns one that is not connected, under the constant Potts model
 *
 * <pre>
 *   maximise  sum_C [ W_C - gamma n_C (n_C - 1) / 2 ]
 * </pre>
 *
 * with W_C the weight of edges inside C, in nats, and n_C its nodes. The model has no resolution
 * limit: farms of three are found in crowds of any size. gamma = {@value #RESOLUTION} nats a pair
 * is the density that holds a cluster together, far below the evidence of one edge, so that a farm
 * of which only some pairs met stays whole; a weight counts up to {@value #MAX_WEIGHT} nats, so
 * that one edge, however strong, does not weld two large clusters.
 *
 * <p>A cluster of more than {@value #LARGEST} nodes is split again at twice the gamma. The random
 * numbers of the algorithm start from a fixed seed: the same graph has the same clusters.
 */
public final class LeidenClustering {
  static final double RESOLUTION = 0.5;
  static final double MAX_WEIGHT = 30;
  static final int SMALLEST = 2;
  static final int LARGEST = 500;
  private static final int ITERATIONS = 10;
  private static final long SEED = 4041;
  private static final double MAX_RESOLUTION = 1e6;

  private LeidenClustering() {}

  /**
   * The clusters of 2 to 500 nodes, each ascending, in the order of their first nodes.
   *
   * @param first one end of each edge; edges come once
   * @param weight in nats, above 0
   */
  public static List<int[]> cluster(int nodes, int[] first, int[] second, double[] weight) {
    List<int[]> clusters = new ArrayList<>();
    if (first.length > 0) {
      double[] capped = weight.clone();
      for (int i = 0; i < capped.length; i++) {
        capped[i] = Math.min(MAX_WEIGHT, capped[i]);
      }
      Network network =
          new Network(
              nodes,
              false,
              new LargeIntArray[] {new LargeIntArray(first), new LargeIntArray(second)},
              new LargeDoubleArray(capped),
              false,
              false);
      int[] all = new int[nodes];
      Arrays.setAll(all, i -> i);
      collect(network, all, RESOLUTION, clusters);
    }
    clusters.sort((one, other) -> Integer.compare(one[0], other[0]));
    return clusters;
  }

  private static void collect(
      Network network, int[] names, double resolution, List<int[]> clusters) {
    Clustering found = new Clustering(network.getNNodes());
    new LeidenAlgorithm(
            resolution, ITERATIONS, LeidenAlgorithm.DEFAULT_RANDOMNESS, new Random(SEED))
        .improveClustering(network, found);
    for (int[] members : found.getNodesPerCluster()) {
      int[] named = new int[members.length];
      for (int i = 0; i < members.length; i++) {
        named[i] = names[members[i]];
      }
      if (members.length > LARGEST && resolution < MAX_RESOLUTION) {
        collect(network.createSubnetwork(members), named, 2 * resolution, clusters);
      } else if (members.length >= SMALLEST && members.length <= LARGEST) {
        Arrays.sort(named);
        clusters.add(named);
      }
    }
  }
}
