package io.assay.validation.gpu;

import io.assay.Bench;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How near the kernels come to the rate at which the GPU copies its memory, and how much faster
 * than the twins on all cores whole jobs are, transfers included. Every result is held to the CPU's
 * bits.
 *
 * <p>Options, as {@code -Dbench.options="rows=… items=… labelers=… hashes=… probed=… copy=…"}.
 */
public final class GpuBenchmark {
  private static final int ROUNDS = 7;
  private static final int LAUNCHES = 10;
  private static final int CLASSES = 4;
  private static final int EM_ITERATIONS = 20;
  private static final double NANOS = 1e9;
  private static final double GIGA = 1e9;
  private static final double MILLION = 1e6;

  private static final Pattern OPTION = Pattern.compile("(\\w+)=(\\d+)");

  private final Bench bench;
  private final Gpu gpu;
  private final Map<String, Integer> options;

  private GpuBenchmark(Bench bench, Gpu gpu, Map<String, Integer> options) {
    this.bench = bench;
    this.gpu = gpu;
    this.options = options;
  }

  /** Runs this benchmark alone; the folder for its figures is named first. */
  public static void main(String[] arguments) throws Exception {
    Bench.measure("gpu", GpuBenchmark::run, Path.of(arguments[0]));
  }

  /** Measures all figures; ends where there is no GPU. */
  public static void run(Bench bench) throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    Optional<Gpu> gpu = Gpu.open(CudaDriver::new, log::add);
    log.forEach(System.out::println);
    if (gpu.isEmpty()) {
      throw new IllegalStateException("the benchmark needs a GPU: " + log);
    }
    GpuBenchmark benchmark = new GpuBenchmark(bench, gpu.get(), options());
    benchmark.head();
    benchmark.training();
    benchmark.em();
    benchmark.pairs();
  }

  private static Map<String, Integer> options() {
    Map<String, Integer> options =
        new HashMap<>(
            Map.of(
                "rows", 4_000_000,
                "items", 20_000_000,
                "labelers", 20_000,
                "hashes", 500_000,
                "probed", 20_000,
                "copy", 1 << 29));
    Matcher option = OPTION.matcher(System.getProperty("bench.options", ""));
    while (option.find()) {
      options.put(option.group(1), Integer.parseInt(option.group(2)));
    }
    return options;
  }

  private int option(String name) {
    return options.get(name);
  }

  private void head() throws Exception {
    int rows = option("rows");
    HeadScoring scoring = new GpuWorkload(1).scoring(rows, Math.min(rows, 1 << 18), CLASSES);
    double[][] seconds =
        onDevice(
            device -> {
              Launch launch = scoring.launch(device);
              return () -> device.launch(launch);
            });
    double rate = scoring.bytes() / Bench.median(seconds[0]);
    bench.figure("copy_rate", copiedBytes() / Bench.median(seconds[1]) / GIGA, "GB/s");
    bench.figure("sparse_head_rate", rate / GIGA, "GB/s");
    bench.figure("sparse_head_vs_copy_rate", ratio(seconds, scoring.bytes()), "ratio");
    bench.figure("sparse_head_rows", rows / Bench.median(seconds[0]) / MILLION, "Mrows/s");
    speedUp("sparse_head", scoring, Bench.median(seconds[0]));
  }

  private void training() throws Exception {
    int rows = option("rows") / 4;
    int steps = 20;
    Job<SoftmaxHead> training =
        new GpuWorkload(2).training(rows, Math.min(rows, 1 << 18), CLASSES).steps(steps);
    speedUp("training", training, 0);
  }

  private void em() throws Exception {
    EmIterations em =
        new GpuWorkload(3).em(option("items"), option("labelers"), CLASSES, EM_ITERATIONS);
    double[][] seconds =
        onDevice(
            device -> {
              EmIterations.OnDevice there = em.new OnDevice(device);
              return there::iterate;
            });
    bench.figure("em_rate", em.bytesAnIteration() / Bench.median(seconds[0]) / GIGA, "GB/s");
    bench.figure("em_vs_copy_rate", ratio(seconds, em.bytesAnIteration()), "ratio");
    bench.figure(
        "em_answers",
        5.0 * option("items") / Bench.median(seconds[0]) / MILLION,
        "Mlabel*iterations/s");
    speedUp("em", em, EM_ITERATIONS * Bench.median(seconds[0]));
  }

  private void pairs() throws Exception {
    int hashes = option("hashes");
    HammingSearch hamming = new GpuWorkload(4).hamming(hashes);
    double seconds = speedUp("hamming", hamming, 0);
    bench.figure("hamming_pairs", hashes * (hashes - 1.0) / 2 / seconds / GIGA, "Gpairs/s");
    int probed = option("probed");
    AgreementSearch agreement = new GpuWorkload(5).agreement(probed, 1024, CLASSES);
    double took = speedUp("agreement", agreement, 0);
    bench.figure("agreement_pairs", probed * (probed - 1.0) / 2 / took / MILLION, "Mpairs/s");
  }

  private long copiedBytes() {
    return 2L * 4 * option("copy");
  }

  private double ratio(double[][] seconds, long bytes) {
    return bytes / (double) copiedBytes() * Bench.medianRatio(seconds[1], seconds[0]);
  }

  /** Prepares something to launch again and again. */
  private interface Prepared {
    Runnable on(Device device);
  }

  /** The seconds of a launch, and of a copy of memory on the device, in turn. */
  private double[][] onDevice(Prepared prepared) {
    return gpu.attempt(
            new DeviceJob<double[][]>() {
              @Override
              public double[][] onDevice(Device device) {
                Memory from = device.noughts(option("copy"));
                Memory to = device.words(option("copy"));
                Runnable work = prepared.on(device);
                double[][] seconds = new double[2][ROUNDS];
                for (int round = -2; round < ROUNDS; round++) {
                  double own = time(device, work);
                  double copy = time(device, () -> device.copy(from, to));
                  if (round >= 0) {
                    seconds[0][round] = own;
                    seconds[1][round] = copy;
                  }
                }
                return seconds;
              }
            })
        .orElseThrow(() -> new IllegalStateException("the GPU gave up"));
  }

  private static double time(Device device, Runnable work) {
    device.synchronize();
    long start = System.nanoTime();
    for (int i = 0; i < LAUNCHES; i++) {
      work.run();
    }
    device.synchronize();
    return (System.nanoTime() - start) / NANOS / LAUNCHES;
  }

  /**
   * Compares a whole job with the same on all cores.
   *
   * @param kernelSeconds what the kernels alone take, or 0 where that is not known
   * @return the seconds of the job on the GPU
   */
  private <R> double speedUp(String name, Job<R> job, double kernelSeconds) throws Exception {
    double[] there = new double[3];
    Object[] result = new Object[1];
    for (int i = 0; i < there.length; i++) {
      there[i] =
          Bench.seconds(
              () ->
                  result[0] =
                      gpu.attempt(job)
                          .orElseThrow(() -> new IllegalStateException("the GPU gave up")));
    }
    job.onCpu();
    Object[] own = new Object[1];
    double here = Bench.seconds(() -> own[0] = job.onCpu());
    @SuppressWarnings("unchecked")
    boolean same = job.same((R) own[0], (R) result[0]);
    if (!same) {
      throw new IllegalStateException(name + " differs from the CPU");
    }
    bench.figure(name + "_job_seconds", Bench.median(there), "s");
    bench.figure(name + "_all_cores_seconds", here, "s");
    bench.figure(name + "_job_vs_all_cores", here / Bench.median(there), "ratio");
    if (kernelSeconds > 0) {
      bench.figure(name + "_kernels_vs_all_cores", here / kernelSeconds, "ratio");
    }
    return Arrays.stream(there).min().orElseThrow();
  }

  /** Something that only a device does. */
  private abstract static class DeviceJob<R> implements Job<R> {
    @Override
    public boolean hasKernels() {
      return true;
    }

    @Override
    public R onCpu() {
      throw new IllegalStateException("the CPU has no such job");
    }

    @Override
    public boolean same(R one, R other) {
      throw new IllegalStateException("there is nothing to compare");
    }
  }
}
