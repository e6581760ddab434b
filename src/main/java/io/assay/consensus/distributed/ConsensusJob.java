package io.assay.consensus.distributed;

import io.assay.consensus.classification.ConfusionEm;
import io.assay.consensus.classification.ConfusionParameters;
import io.assay.consensus.classification.HierarchicalDawidSkene;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/*
 * 1. Count answers by (worker, label): the dictionaries, and the share of the labels.
 * 2. Shuffle the answers once by task, sorted by task and worker, pack them into blocks and keep
 *    these in memory or on the disks of the executors.
 * 3. ConfusionEm over SparkPasses: a broadcast of parameters and a sum an iteration, no shuffle.
 * 4. A pass for the labelers and one that writes the labels.
 *
 * The number of partitions is the number of answers over ANSWERS_A_PARTITION unless it is asked
 * for, never the number of cores: the same table gives the same bits on any cluster.
 */
/**
 * Dawid–Skene on a Spark cluster, equal to the one of a single node (equations at {@link
 * ConfusionEm}).
 *
 * <p>Reads answers (task, worker, label) and, if given, known labels (task, label); writes the
 * tables {@code labels}, {@code workers}, {@code confusions} and {@code provenance} into a folder
 * that has none of them yet. Exits with 2 and one line where options or tables are wrong.
 */
public final class ConsensusJob {
  /** The settings of the fit, those of a single node. */
  static final ConfusionEm.Settings SETTINGS = HierarchicalDawidSkene.SETTINGS;

  /** Name of the method in the provenance. */
  static final String METHOD = "hierarchical-dawid-skene";

  private static final String USAGE =
      "--labels TABLE --out FOLDER [--gold TABLE] [--partitions NUMBER]"
          + " (a TABLE is Parquet, or CSV where its name ends in .csv or .csv.gz)";

  private static final Set<String> OPTIONS = Set.of("--labels", "--out", "--gold", "--partitions");

  /** Most doubles that the driver takes from a pass; more are added on the executors first. */
  private static final String COLLECTED = "spark.assay.collected.doubles";

  private static final long MOST_COLLECTED = 1 << 24;
  private static final long ANSWERS_A_PARTITION = 1 << 19;
  private static final int MOST_PARTITIONS = 100_000;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Dataset<Row> answers;
  private final @Nullable Dataset<Row> gold;
  private final JobOutput output;

  private ConsensusJob(SparkSession spark, Arguments arguments) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.output = new JobOutput(spark, arguments.get("--out"));
    this.answers = Tables.read(spark, arguments.get("--labels"), "task", "worker", "label");
    this.gold =
        arguments
            .find("--gold")
            .map(path -> Tables.read(spark, path, "task", "label"))
            .orElse(null);
  }

  /** Runs the job on the cluster that spark-submit names. */
  public static void main(String[] words) throws IOException {
    Jobs.exit(
        () -> {
          Arguments arguments = Arguments.parse(USAGE, OPTIONS, words);
          arguments.get("--labels");
          arguments.get("--out");
          arguments.find("--gold");
          int partitions = partitions(arguments);
          try (SparkSession spark = Jobs.session("assay-consensus")) {
            new ConsensusJob(spark, arguments).run(partitions);
          }
        });
  }

  /** The number of partitions asked for; 0 where none is. */
  private static int partitions(Arguments arguments) {
    String word = arguments.find("--partitions").orElse("0");
    try {
      int partitions = Integer.parseInt(word);
      if (partitions >= 0 && partitions <= MOST_PARTITIONS) {
        return partitions;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw arguments.invalid("--partitions is no number up to " + MOST_PARTITIONS + ": " + word);
  }

  private void run(int wanted) {
    output.requireAbsent();
    Dictionary dictionary = Dictionary.of(answers, gold);
    int labelers = dictionary.workers().size();
    int classes = dictionary.labels().size();
    if (!ConfusionEm.fits(labelers, classes)) {
      throw new InvalidInput(
          labelers + " workers and " + classes + " labels are too many for confusion matrices");
    }
    int partitions = wanted > 0 ? wanted : usualPartitions(dictionary.size());
    JavaRDD<TaskBlock> blocks = pack(dictionary, partitions);
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    long tasks = check(blocks);
    long collected = spark.sparkContext().conf().getLong(COLLECTED, MOST_COLLECTED);
    SparkPasses passes =
        new SparkPasses(context, blocks, labelers, dictionary.share(), tasks, collected);
    ConfusionEm em = new ConfusionEm(passes, SETTINGS);
    ConfusionParameters parameters = em.run();
    output.writeLabels(blocks, passes, parameters, dictionary);
    output.writeWorkers(passes, parameters, dictionary);
    output.writeConfusions(context, passes, parameters, dictionary);
    output.writeProvenance(em, parameters, dictionary, tasks, partitions);
  }

  private static int usualPartitions(long answers) {
    return (int) Math.min(MOST_PARTITIONS, 1 + answers / ANSWERS_A_PARTITION);
  }

  /** Groups the answers by task, each group on one executor, in an order that only names decide. */
  private JavaRDD<TaskBlock> pack(Dictionary dictionary, int partitions) {
    Column nobody = functions.lit(null).cast("string").as("worker");
    Dataset<Row> rows = answers;
    if (gold != null) {
      rows = rows.union(gold.select(functions.col("task"), nobody, functions.col("label")));
    }
    Broadcast<Map<String, Integer>> workers = context.broadcast(dictionary.rowByWorker());
    Broadcast<Map<String, Integer>> labels = context.broadcast(dictionary.numberByLabel());
    return rows.repartition(partitions, functions.col("task"))
        .sortWithinPartitions(
            functions.col("task").asc_nulls_first(), functions.col("worker").asc_nulls_first())
        .javaRDD()
        .mapPartitions(
            (Iterator<Row> part) -> new TaskBlocks(part, workers.value(), labels.value()));
  }

  /** Packs all blocks; returns the number of tasks. */
  private static long check(JavaRDD<TaskBlock> blocks) {
    List<String> problems =
        blocks
            .filter(block -> block.problem() != null)
            .map(block -> String.valueOf(block.problem()))
            .take(1);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems.get(0));
    }
    return blocks.map(block -> (long) block.tasks()).fold(0L, Long::sum);
  }
}
