package io.assay.consensus.classification;

import io.assay.Bench;
import io.assay.consensus.answers.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How fast truth inference is, on made-up crowds of four classes: EM for confusion matrices on one
 * thread against a plain loop and against copying memory, on all threads, the whole command, and
 * the update of one item.
 */
public final class ConsensusBenchmark {
  private static final int MILLION = 1_000_000;
  private static final int TEN_MILLION = 10 * MILLION;

  /** An answer is four bytes, and a fifth of where the answers of its task start. */
  private static final double BYTES_PER_ANSWER = 4 + 4.0 / ZipfCrowd.REDUNDANCY;

  private static final ConfusionEm.Settings SETTINGS = HierarchicalDawidSkene.SETTINGS;
  private static final int EM_ITERATIONS = 50;
  private static final int UPDATES = 20_000;
  private static final double MILLIS = 1e3;

  private ConsensusBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    command(bench);
    million(bench);
    tenMillion(bench);
  }

  private static void command(Bench bench) throws Exception {
    Path labels = bench.folder().resolve("labels.csv");
    Path out = bench.folder().resolve("consensus.csv");
    ZipfCrowd.write(MILLION, labels);
    double[][] seconds =
        Bench.interleave(
            0,
            3,
            () -> aggregate(bench, labels, out, Aggregators.DEFAULT.name()),
            () -> aggregate(bench, labels, out, "majority"));
    bench.figure("aggregate_csv_seconds", Bench.median(seconds[0]), "s");
    bench.figure("aggregate_csv_majority_seconds", Bench.median(seconds[1]), "s");
  }

  private static void aggregate(Bench bench, Path labels, Path out, String method)
      throws IOException, InterruptedException {
    Files.deleteIfExists(out);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            bench.target().resolve("quarkus-app/quarkus-run.jar").toString(),
            "aggregate",
            "--labels",
            labels.toString(),
            "--method",
            method,
            "--out",
            out.toString());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0 || !Files.exists(out)) {
      throw new IllegalStateException(command + " ended with " + code);
    }
  }

  private static void million(Bench bench) throws Exception {
    Votes votes = ZipfCrowd.votes(MILLION);
    Core core = new Core(votes);
    PlainDawidSkene plain = new PlainDawidSkene(core.block, votes.answers.labelers());
    Copy copy = new Copy(MILLION);
    int passes = 5;
    double[][] seconds =
        Bench.interleave(
            3, 15, () -> core.iterate(passes), () -> plain.iterate(), () -> copy.run(passes * 20));
    double work = (double) MILLION * passes;
    bench.figure("em_per_core", work / Bench.median(seconds[0]) / MILLION, "Mlabel*iterations/s");
    bench.figure("em_vs_plain_loop", passes * Bench.medianRatio(seconds[1], seconds[0]), "ratio");
    bench.figure("em_vs_copy_rate", Bench.medianRatio(seconds[2], seconds[0]) / 20, "ratio");
    core.check(plain);
    itemUpdate(bench, core);
  }

  private static void tenMillion(Bench bench) throws Exception {
    Votes votes = ZipfCrowd.votes(TEN_MILLION);
    measureCore(bench, votes);
    double[] seconds = new double[3];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] =
          Bench.seconds(
              () -> {
                ConfusionEm em = new ConfusionEm(new LocalPasses(votes), SETTINGS);
                em.run(EM_ITERATIONS, 0);
                if (em.iterations() != EM_ITERATIONS) {
                  throw new IllegalStateException("only " + em.iterations() + " iterations");
                }
              });
    }
    bench.figure("em_10m_50_iterations_seconds", Bench.median(seconds), "s");
  }

  private static void measureCore(Bench bench, Votes votes) throws Exception {
    Core core = new Core(votes);
    Copy copy = new Copy(TEN_MILLION);
    double[][] seconds = Bench.interleave(1, 7, () -> core.iterate(2), () -> copy.run(20));
    bench.figure("em_per_core_10m", 2 * 10 / Bench.median(seconds[0]), "Mlabel*iterations/s");
    bench.figure("em_10m_vs_copy_rate", Bench.medianRatio(seconds[1], seconds[0]) / 10, "ratio");
  }

  private static void itemUpdate(Bench bench, Core core) throws Exception {
    Answers answers = core.votes.answers;
    Confusions fitted = new HierarchicalDawidSkene().aggregate(answers, Map.of()).confusions();
    List<SortedMap<String, String>> items = new ArrayList<>();
    for (int t = 0; t < UPDATES; t++) {
      TreeMap<String, String> item = new TreeMap<>();
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        item.put(answers.labeler(answers.labelerAt(p)), answers.label(answers.labelAt(p)));
      }
      items.add(item);
    }
    double[] sink = {0};
    double[][] seconds =
        Bench.interleave(
            5,
            9,
            () -> {
              for (SortedMap<String, String> item : items) {
                sink[0] += ItemConsensus.estimate(fitted, item, Optional.empty()).confidence();
              }
            });
    if (!(sink[0] > 0)) {
      throw new IllegalStateException("no confidence at all");
    }
    bench.figure("item_update_ms", Bench.median(seconds[0]) * MILLIS / UPDATES, "ms");
  }

  /** EM on one thread, from the shares of the votes. */
  private static final class Core {
    private final Votes votes;
    private final LocalPasses passes;
    private final AnswerBlock block;
    private final ConfusionTargets targets;
    private final ConfusionParameters start;
    private final ConfusionSums sums;
    private ConfusionParameters parameters;

    Core(Votes votes) {
      this.votes = votes;
      this.passes = new LocalPasses(votes);
      this.block = passes.block();
      ConfusionEm em = new ConfusionEm(passes, SETTINGS);
      this.targets = em.targets();
      this.start = em.parameters();
      this.sums = new ConfusionSums(votes.answers.labelers(), votes.classes);
      this.parameters = start;
    }

    void iterate(int iterations) {
      parameters = start;
      for (int i = 0; i < iterations; i++) {
        sums.clear();
        ConfusionPass.run(block, 0, block.tasks(), parameters, null, sums);
        parameters = ConfusionParameters.maximise(sums, targets, SETTINGS, block.tasks());
      }
    }

    /** The yardstick has to come to almost the same labels, or it measures nothing. */
    void check(PlainDawidSkene plain) {
      double[] mine = passes.posterior(parameters);
      int same = 0;
      for (int t = 0; t < block.tasks(); t++) {
        same += best(mine, t) == best(plain.posterior(), t) ? 1 : 0;
      }
      if (same < 0.95 * block.tasks()) {
        throw new IllegalStateException(same + " labels of " + block.tasks() + " are the same");
      }
    }

    private int best(double[] posterior, int t) {
      int best = 0;
      for (int k = 1; k < votes.classes; k++) {
        if (posterior[t * votes.classes + k] > posterior[t * votes.classes + best]) {
          best = k;
        }
      }
      return best;
    }
  }

  /** Copies as many bytes as the answers have. */
  private static final class Copy {
    private final byte[] from;
    private final byte[] to;

    Copy(int answers) {
      from = new byte[(int) (answers * BYTES_PER_ANSWER)];
      to = new byte[from.length];
      Arrays.fill(from, (byte) 1);
    }

    void run(int times) {
      for (int i = 0; i < times; i++) {
        from[0] = (byte) i;
        System.arraycopy(from, 0, to, 0, from.length);
      }
      if (to[0] != (byte) (times - 1)) {
        throw new IllegalStateException("nothing was copied");
      }
    }
  }
}
