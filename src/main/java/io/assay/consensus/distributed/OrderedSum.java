package io.assay.consensus.distributed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Adds an array of each partition, always in the order of the partitions.
 *
 * <p>Spark's own treeAggregate adds what arrives first, so its last bits change from run to run.
 * Here neighbours are added in groups on the executors, round by round, until what is left is few
 * enough to be added on the driver; only the sizes decide who is a neighbour.
 */
final class OrderedSum {
  /** Number of arrays an executor adds to one. */
  private static final int GROUP = 16;

  private OrderedSum() {}

  /**
   * The sum.
   *
   * @param parts one array with the number of its partition, from each partition
   * @param count number of partitions
   * @param length of every array
   * @param collected most doubles that the driver takes
   */
  static double[] of(
      JavaRDD<Tuple2<Integer, double[]>> parts, int count, int length, long collected) {
    JavaPairRDD<Integer, double[]> level = JavaPairRDD.fromJavaRDD(parts);
    int left = count;
    while (left > 1 && (long) left * length > collected) {
      left = (left + GROUP - 1) / GROUP;
      level =
          level
              .mapToPair(part -> new Tuple2<>(part._1() / GROUP, part))
              .groupByKey(left)
              .mapValues(OrderedSum::add);
    }
    return add(level.collect());
  }

  private static double[] add(Iterable<Tuple2<Integer, double[]>> parts) {
    List<Tuple2<Integer, double[]>> sorted = new ArrayList<>();
    parts.forEach(sorted::add);
    sorted.sort(Comparator.comparing(Tuple2::_1));
    double[] sum = sorted.get(0)._2().clone();
    for (Tuple2<Integer, double[]> part : sorted.subList(1, sorted.size())) {
      double[] other = part._2();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other[i];
      }
    }
    return sum;
  }
}
