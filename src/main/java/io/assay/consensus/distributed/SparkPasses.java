package io.assay.consensus.distributed;

import io.assay.consensus.classification.ConfusionParameters;
import io.assay.consensus.classification.ConfusionPass;
import io.assay.consensus.classification.ConfusionPasses;
import io.assay.consensus.classification.ConfusionSums;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/*
 * The answers are packed and persisted once; a pass moves nothing but parameters out and sums in,
 * labelers x K x K doubles each. A partition that is lost is packed again from the table, sorted as
 * before, so that it gives the same bits.
 */
/** Passes over blocks of tasks that lie on the executors of a cluster. */
final class SparkPasses implements ConfusionPasses {
  private final JavaSparkContext context;
  private final JavaRDD<TaskBlock> blocks;
  private final int labelers;
  private final double[] share;
  private final long tasks;
  private final long collected;

  /**
   * Passes over blocks.
   *
   * @param share share of the answers by class
   * @param tasks number of tasks in all blocks
   * @param collected most doubles that the driver takes from a pass
   */
  SparkPasses(
      JavaSparkContext context,
      JavaRDD<TaskBlock> blocks,
      int labelers,
      double[] share,
      long tasks,
      long collected) {
    this.context = context;
    this.blocks = blocks;
    this.labelers = labelers;
    this.share = share;
    this.tasks = tasks;
    this.collected = collected;
  }

  @Override
  public int labelers() {
    return labelers;
  }

  @Override
  public int classes() {
    return share.length;
  }

  @Override
  public long tasks() {
    return tasks;
  }

  @Override
  public ConfusionSums start() {
    double[] votes = share;
    return sum(
        (block, sums) -> ConfusionPass.start(block.answers(), 0, block.tasks(), votes, sums));
  }

  @Override
  public ConfusionSums run(ConfusionParameters parameters) {
    Broadcast<double[][]> sent = send(parameters);
    ConfusionSums sums =
        sum(
            (block, part) ->
                ConfusionPass.run(block.answers(), 0, block.tasks(), received(sent), null, part));
    sent.destroy();
    return sums;
  }

  /** One more pass that only adds to arrays, such as how often each labeler was right. */
  double[] add(ConfusionParameters parameters, int length, Judge judge) {
    Broadcast<double[][]> sent = send(parameters);
    int rows = labelers;
    double[] sum =
        addArrays(
            length,
            part -> {
              double[] array = new double[length];
              ConfusionSums unused = new ConfusionSums(rows, received(sent).share().length);
              while (part.hasNext()) {
                TaskBlock block = part.next();
                judge.judge(block, posterior(block, received(sent), unused), array);
              }
              return array;
            });
    sent.destroy();
    return sum;
  }

  /** Takes a block and T of its tasks, [task * K + class]. */
  interface Judge extends Serializable {
    void judge(TaskBlock block, double[] posterior, double[] into);
  }

  Broadcast<double[][]> send(ConfusionParameters parameters) {
    return context.broadcast(new double[][] {parameters.share(), parameters.factors()});
  }

  static ConfusionParameters received(Broadcast<double[][]> sent) {
    return ConfusionParameters.of(sent.value()[0], sent.value()[1]);
  }

  static double[] posterior(TaskBlock block, ConfusionParameters parameters, ConfusionSums unused) {
    double[] posterior = new double[block.tasks() * block.classes()];
    ConfusionPass.run(block.answers(), 0, block.tasks(), parameters, posterior, unused);
    return posterior;
  }

  private interface Pass extends Serializable {
    void run(TaskBlock block, ConfusionSums sums);
  }

  private interface Summing extends Serializable {
    double[] sum(Iterator<TaskBlock> part);
  }

  private ConfusionSums sum(Pass pass) {
    int rows = labelers;
    int classes = classes();
    int cells = rows * classes * classes;
    double[] all =
        addArrays(
            cells + classes + 1,
            part -> {
              ConfusionSums sums = new ConfusionSums(rows, classes);
              while (part.hasNext()) {
                pass.run(part.next(), sums);
              }
              return flat(sums);
            });
    return ConfusionSums.of(
        Arrays.copyOf(all, cells),
        Arrays.copyOfRange(all, cells, cells + classes),
        all[cells + classes]);
  }

  private static double[] flat(ConfusionSums sums) {
    int cells = sums.counts().length;
    int classes = sums.classCounts().length;
    double[] flat = Arrays.copyOf(sums.counts(), cells + classes + 1);
    System.arraycopy(sums.classCounts(), 0, flat, cells, classes);
    flat[cells + classes] = sums.logLikelihood();
    return flat;
  }

  private double[] addArrays(int length, Summing summing) {
    JavaRDD<Tuple2<Integer, double[]>> parts =
        blocks.mapPartitionsWithIndex(
            (index, part) -> List.of(new Tuple2<>(index, summing.sum(part))).iterator(), false);
    return OrderedSum.of(parts, blocks.getNumPartitions(), length, collected);
  }
}
