package io.assay.consensus.distributed;

import io.assay.consensus.classification.ConfusionEm;
import io.assay.consensus.classification.ConfusionParameters;
import io.assay.consensus.classification.ConfusionSums;
import io.assay.consensus.classification.Consensus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/*
 * labels      task, label, confidence in millionths; a file a partition, sorted by task in each.
 * workers     worker, answers, accuracy in millionths, the busiest first.
 * confusions  worker, label, truth, probability: theta(label | truth) as the fit has it.
 * provenance  one line of JSON: what was fitted to what, and how it ended.
 */
/** The tables that a job leaves behind. */
final class JobOutput {
  private static final double USUAL_ANSWERS = 2;
  private static final int ROWS_A_PARTITION = 1 << 20;

  private final SparkSession spark;
  private final String folder;

  JobOutput(SparkSession spark, String folder) {
    this.spark = spark;
    this.folder = folder.endsWith("/") ? folder : folder + "/";
  }

  /**
   * Checks that nothing would be overwritten.
   *
   * @throws InvalidInput where a table is there already
   */
  void requireAbsent() {
    for (String table : List.of("labels", "workers", "confusions", "provenance")) {
      if (Jobs.exists(spark, folder + table)) {
        throw new InvalidInput(folder + table + " is there already");
      }
    }
  }

  void writeLabels(
      JavaRDD<TaskBlock> blocks,
      SparkPasses passes,
      ConfusionParameters parameters,
      Dictionary dictionary) {
    Broadcast<double[][]> sent = passes.send(parameters);
    List<String> labels = dictionary.labels();
    double[] share = dictionary.share();
    int labelers = passes.labelers();
    JavaRDD<Row> rows =
        blocks.mapPartitions(
            part -> {
              ConfusionSums unused = new ConfusionSums(labelers, share.length);
              return stream(part)
                  .flatMap(
                      block -> {
                        double[] posterior =
                            SparkPasses.posterior(block, SparkPasses.received(sent), unused);
                        return labels(block, posterior, labels, share);
                      })
                  .iterator();
            });
    StructType schema = StructType.fromDDL("task STRING, label STRING, confidence DOUBLE");
    Tables.write(spark.createDataFrame(rows, schema), folder + "labels");
    sent.destroy();
  }

  private static Stream<TaskBlock> stream(Iterator<TaskBlock> part) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(part, 0), false);
  }

  private static Stream<Row> labels(
      TaskBlock block, double[] posterior, List<String> labels, double[] share) {
    for (int i = 0; i < posterior.length; i++) {
      posterior[i] = Consensus.quantise(posterior[i]);
    }
    return IntStream.range(0, block.tasks())
        .mapToObj(
            t -> {
              int row = t * share.length;
              int label = Consensus.best(posterior, row, share);
              return RowFactory.create(block.task(t), labels.get(label), posterior[row + label]);
            });
  }

  /** The usual accuracy counts as two answers, as on a single node. */
  void writeWorkers(SparkPasses passes, ConfusionParameters parameters, Dictionary dictionary) {
    int labelers = passes.labelers();
    double[] sums = passes.add(parameters, 2 * labelers, JobOutput::judge);
    double right = 1;
    double checked = USUAL_ANSWERS;
    for (int row = 0; row < labelers; row++) {
      right += sums[2 * row];
      checked += sums[2 * row + 1];
    }
    double usual = right / checked;
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < labelers; row++) {
      double accuracy =
          (sums[2 * row] + USUAL_ANSWERS * usual) / (sums[2 * row + 1] + USUAL_ANSWERS);
      rows.add(
          RowFactory.create(
              dictionary.workers().get(row),
              dictionary.answers()[row],
              Consensus.quantise(accuracy)));
    }
    StructType schema = StructType.fromDDL("worker STRING, answers BIGINT, accuracy DOUBLE");
    Tables.write(spark.createDataFrame(rows, schema).coalesce(1), folder + "workers");
  }

  /** Adds how many answers of each labeler are right and how many something can contradict. */
  private static void judge(TaskBlock block, double[] posterior, double[] into) {
    for (int t = 0; t < block.tasks(); t++) {
      if (!block.isChecked(t)) {
        continue;
      }
      for (int p = block.starts()[t]; p < block.starts()[t + 1]; p++) {
        into[2 * block.row(p)] += Math.min(1, posterior[t * block.classes() + block.label(p)]);
        into[2 * block.row(p) + 1]++;
      }
    }
  }

  void writeConfusions(
      JavaSparkContext context,
      SparkPasses passes,
      ConfusionParameters parameters,
      Dictionary dictionary) {
    Broadcast<double[][]> sent = passes.send(parameters);
    Broadcast<Dictionary> names = context.broadcast(dictionary);
    int slices = 1 + parameters.factors().length / ROWS_A_PARTITION;
    List<Integer> numbers = IntStream.range(0, passes.labelers()).boxed().toList();
    JavaRDD<Row> rows =
        context
            .parallelize(numbers, slices)
            .flatMap(row -> confusion(row, sent.value()[1], names.value()).iterator());
    StructType schema =
        StructType.fromDDL("worker STRING, label STRING, truth STRING, probability DOUBLE");
    Tables.write(spark.createDataFrame(rows, schema), folder + "confusions");
    sent.destroy();
    names.destroy();
  }

  private static List<Row> confusion(int row, double[] factors, Dictionary names) {
    int classes = names.labels().size();
    List<Row> rows = new ArrayList<>();
    for (int l = 0; l < classes; l++) {
      for (int k = 0; k < classes; k++) {
        rows.add(
            RowFactory.create(
                names.workers().get(row),
                names.labels().get(l),
                names.labels().get(k),
                factors[(row * classes + l) * classes + k]));
      }
    }
    return rows;
  }

  void writeProvenance(
      ConfusionEm em,
      ConfusionParameters parameters,
      Dictionary dictionary,
      long tasks,
      int partitions) {
    List<Row> shares = new ArrayList<>();
    for (int k = 0; k < dictionary.labels().size(); k++) {
      shares.add(RowFactory.create(dictionary.labels().get(k), parameters.share()[k]));
    }
    Row row =
        RowFactory.create(
            ConsensusJob.METHOD,
            ConsensusJob.SETTINGS.toString(),
            spark.version(),
            tasks,
            (long) dictionary.workers().size(),
            dictionary.size(),
            partitions,
            em.iterations(),
            em.logLikelihood(),
            shares.toArray());
    StructType schema =
        StructType.fromDDL(
            "method STRING, settings STRING, spark STRING, tasks BIGINT, workers BIGINT,"
                + " answers BIGINT, partitions INT, iterations INT, log_likelihood DOUBLE,"
                + " classes ARRAY<STRUCT<label: STRING, share: DOUBLE>>");
    spark.createDataFrame(List.of(row), schema).coalesce(1).write().json(folder + "provenance");
  }
}
