package io.assay;

import io.assay.consensus.classification.ConsensusBenchmark;
import io.assay.fraud.FraudBenchmark;
import io.assay.payout.PayoutBenchmark;
import io.assay.payout.PayoutFaultsBenchmark;
import io.assay.simulation.attacks.RedTeamBenchmark;
import io.assay.validation.ValidationBenchmark;
import io.assay.validation.gpu.GpuBenchmark;
import io.assay.validation.heads.ModelBenchmark;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The figures of one benchmark: each is printed as {@code NAME.figure value unit} when it is known,
 * and all are written to {@code bench/NAME.json} under the build folder in the end.
 */
public final class Bench {
  private static final MathContext DIGITS = new MathContext(5);
  private static final double NANOS = 1e9;

  private final String name;
  private final Path target;
  private final Map<String, String> figures = new TreeMap<>();

  private Bench(String name, Path target) {
    this.name = name;
    this.target = target;
  }

  /** Something that measures figures. */
  public interface Benchmark {
    void run(Bench bench) throws Exception;
  }

  /** Something whose time is taken. */
  public interface Work {
    void run() throws Exception;
  }

  /** The benchmarks that can be asked for. */
  private static final class Known {
    private static final Map<String, Benchmark> BENCHMARKS =
        new TreeMap<>(
            Map.of(
                "consensus", ConsensusBenchmark::run,
                "fraud", FraudBenchmark::run,
                "gpu", GpuBenchmark::run,
                "model", ModelBenchmark::run,
                "payout", PayoutBenchmark::run,
                "payout-faults", PayoutFaultsBenchmark::run,
                "redteam", RedTeamBenchmark::attacks,
                "redteam-scan", RedTeamBenchmark::farms,
                "validation", ValidationBenchmark::run));
  }

  /** Runs the benchmark named first; the build folder is named second. */
  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = Known.BENCHMARKS.get(arguments[0]);
    if (benchmark == null) {
      System.err.println(
          "There is no benchmark "
              + arguments[0]
              + "; choose one with -Dbench=NAME: "
              + String.join(", ", Known.BENCHMARKS.keySet()));
      System.exit(2);
      return;
    }
    measure(arguments[0], benchmark, Path.of(arguments[1]));
  }

  /** Runs a benchmark by itself, without what the others lean on. */
  public static void measure(String name, Benchmark benchmark, Path target) throws Exception {
    Bench bench = new Bench(name, target);
    Files.createDirectories(bench.folder());
    benchmark.run(bench);
    bench.write();
  }

  /** The build folder. */
  public Path target() {
    return target;
  }

  /** Where results and made-up inputs go. */
  public Path folder() {
    return target.resolve("bench");
  }

  /** Prints a figure and keeps it for the file. */
  public void figure(String figure, double value, String unit) {
    String decimal = new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    System.out.println(name + "." + figure + " " + decimal + " " + unit);
    figures.put(figure, "{\"value\": " + decimal + ", \"unit\": \"" + unit + "\"}");
  }

  private void write() throws IOException {
    StringJoiner json = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
    figures.forEach((figure, value) -> json.add("\"" + figure + "\": " + value));
    Files.writeString(folder().resolve(name + ".json"), json.toString());
  }

  /** The seconds some work takes, once. */
  public static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS;
  }

  /**
   * The seconds several works take, done in turn so that whatever else the machine does meets all
   * of them alike.
   *
   * @param warmUps rounds that are not counted
   * @return the seconds of each work by round
   */
  public static double[][] interleave(int warmUps, int rounds, Work... works) throws Exception {
    double[][] seconds = new double[works.length][rounds];
    for (int round = -warmUps; round < rounds; round++) {
      for (int i = 0; i < works.length; i++) {
        double one = seconds(works[i]);
        if (round >= 0) {
          seconds[i][round] = one;
        }
      }
    }
    return seconds;
  }

  /** The one in the middle, or halfway between the two there. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The median over rounds of {@code first / second}. */
  public static double medianRatio(double[] first, double[] second) {
    double[] ratios = new double[first.length];
    Arrays.setAll(ratios, i -> first[i] / second[i]);
    return median(ratios);
  }
}
