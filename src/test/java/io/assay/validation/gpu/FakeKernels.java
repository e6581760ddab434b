package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs one launch of a kernel by its twin, on as many rows as the threads launched reach, with
 * arguments taken in the order of the kernel's parameters.
 */
final class FakeKernels {
  private static final Pattern ENTRY =
      Pattern.compile("\\.visible \\.entry (\\w+)\\(([^)]*)\\)", Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("\\.param \\.(\\w+)");

  private final FakeDriver driver;
  private final Launch launch;
  private final Consumer<Memory> done;
  private int next;

  FakeKernels(FakeDriver driver, Launch launch, Consumer<Memory> done) {
    this.driver = driver;
    this.launch = launch;
    this.done = done;
  }

  /** The types of the parameters of every kernel of a module: {@code 4} and {@code 8} bytes, f. */
  static Map<String, String> parameters(String ptx) {
    Map<String, String> all = new HashMap<>();
    Matcher entry = ENTRY.matcher(ptx);
    while (entry.find()) {
      StringBuilder types = new StringBuilder();
      Matcher parameter = PARAMETER.matcher(entry.group(2));
      while (parameter.find()) {
        types.append(
            switch (parameter.group(1)) {
              case "f32" -> 'f';
              case "u32" -> '4';
              case "u64" -> '8';
              default -> '?';
            });
      }
      all.put(entry.group(1), types.toString());
    }
    return all;
  }

  /** Holds the arguments of a launch to the parameters of the kernel in the PTX. */
  static void check(Map<String, String> parameters, Launch launch) {
    StringBuilder given = new StringBuilder();
    for (Object argument : launch.arguments()) {
      given.append(argument instanceof Float ? 'f' : argument instanceof Integer ? '4' : '8');
    }
    assertThat(given.toString()).as(launch.kernel()).isEqualTo(parameters.get(launch.kernel()));
  }

  void run() {
    String kernel = launch.kernel();
    int underscore = kernel.lastIndexOf('_');
    switch (kernel.substring(0, underscore)) {
      case "add_chunks" -> addChunks(Integer.parseInt(kernel.substring(underscore + 1)));
      case "head_forward" -> headForward(Integer.parseInt(kernel.substring(underscore + 1)));
      case "expectation" -> expectation(Integer.parseInt(kernel.substring(underscore + 1)));
      case "confusions" -> confusions(Integer.parseInt(kernel.substring(underscore + 1)));
      case "shares" -> shares();
      case "head" -> gradient();
      case "adam" -> adam();
      case "hamming" -> hamming();
      case "agreement_pairs" -> agreement(Integer.parseInt(kernel.substring(underscore + 1)));
      default -> throw new AssertionError(kernel);
    }
  }

  private int whole() {
    return (Integer) launch.arguments().get(next++);
  }

  private long wide() {
    return (Long) launch.arguments().get(next++);
  }

  private float real() {
    return (Float) launch.arguments().get(next++);
  }

  private Memory memory() {
    return (Memory) launch.arguments().get(next++);
  }

  private float[] floats(Memory memory) {
    if (memory.id() == 0) {
      return null;
    }
    float[] value = new float[Math.toIntExact(memory.bytes() / 4)];
    driver.bytes(memory).asFloatBuffer().get(value);
    return value;
  }

  private float[] floats() {
    return floats(memory());
  }

  private int[] ints() {
    Memory memory = memory();
    if (memory.id() == 0) {
      return null;
    }
    int[] value = new int[Math.toIntExact(memory.bytes() / 4)];
    driver.bytes(memory).asIntBuffer().get(value);
    return value;
  }

  private void write(Memory memory, float[] value) {
    driver.bytes(memory).asFloatBuffer().put(value);
    done.accept(memory);
  }

  private int threads(int count) {
    return (int) Math.min(count, (long) launch.gridX() * launch.threads());
  }

  private int warps(int count) {
    return (int) Math.min(count, (long) launch.gridX() * launch.threads() / 32);
  }

  private void addChunks(int width) {
    int chunks = warps(whole());
    int[] start = ints();
    int[] index = ints();
    float[] value = floats();
    float[] rows = floats();
    Memory to = memory();
    float[] sums = floats(to);
    ReductionReference.addChunks(0, chunks, width, start, index, value, rows, sums);
    write(to, sums);
  }

  private void headForward(int width) {
    int rows = warps(whole());
    HeadReference.Input input =
        new HeadReference.Input(
            whole(), whole(), width, ints(), ints(), floats(), floats(), real(), floats(),
            floats());
    Memory to = memory();
    float[] output = floats(to);
    HeadReference.forward(0, rows, input, output);
    write(to, output);
  }

  private void gradient() {
    int count = threads(whole());
    int free = whole();
    float scale = real();
    float l2 = real();
    float[] weights = floats();
    Memory to = memory();
    float[] gradient = floats(to);
    HeadReference.gradient(0, count, free, scale, l2, weights, gradient);
    write(to, gradient);
  }

  private void adam() {
    int count = threads(whole());
    float rate = real();
    float beta1 = real();
    float beta2 = real();
    float correction1 = real();
    float correction2 = real();
    AdamSettings settings = new AdamSettings(rate, beta1, beta2, real(), 0);
    float[] gradient = floats();
    Memory meanTo = memory();
    Memory squareTo = memory();
    Memory weightsTo = memory();
    float[] mean = floats(meanTo);
    float[] square = floats(squareTo);
    float[] weights = floats(weightsTo);
    HeadReference.adam(
        0, count, settings, correction1, correction2, gradient, mean, square, weights);
    write(meanTo, mean);
    write(squareTo, square);
    write(weightsTo, weights);
  }

  private void expectation(int width) {
    int items = threads(whole());
    DawidSkeneReference.Input input =
        new DawidSkeneReference.Input(
            whole(), width, ints(), ints(), floats(), floats(), whole() != 0, floats(), ints());
    Memory posteriorTo = memory();
    Memory evidenceTo = memory();
    float[] posterior = floats(posteriorTo);
    float[] evidence = floats(evidenceTo);
    DawidSkeneReference.expectation(0, items, input, posterior, evidence);
    write(posteriorTo, posterior);
    write(evidenceTo, evidence);
  }

  private void confusions(int width) {
    int labelers = whole();
    int reached = threads(labelers * width) / width;
    int classes = whole();
    float strength = real();
    float[] pooled = floats();
    float[] counts = floats();
    Memory to = memory();
    float[] logTheta = floats(to);
    DawidSkeneReference.confusions(0, reached, classes, width, strength, pooled, counts, logTheta);
    write(to, logTheta);
  }

  private void shares() {
    int classes = whole();
    float extra = real();
    float[] total = floats();
    Memory to = memory();
    float[] logShare = floats(to);
    DawidSkeneReference.shares(classes, extra, total, logShare);
    write(to, logShare);
  }

  private void hamming() {
    int count = whole();
    int distance = whole();
    int span = whole();
    assertThat((long) span * launch.gridY()).as("columns reached").isGreaterThanOrEqualTo(count);
    assertThat(launch.threads()).isEqualTo(256);
    long[] hash = new long[count];
    driver.bytes(memory()).asLongBuffer().get(hash);
    long room = wide();
    Memory foundTo = memory();
    AtomicLong found = new AtomicLong(driver.bytes(foundTo).getLong(0));
    LongList pairs = new LongList();
    PairsReference.hamming(0, threads(count), hash, distance, room, found, pairs);
    driver.bytes(foundTo).putLong(0, found.get());
    Memory first = memory();
    Memory second = memory();
    long[] all = pairs.toArray();
    for (int i = 0; i < all.length; i++) { // found in any order
      long pair = all[all.length - 1 - i];
      driver.bytes(first).asIntBuffer().put(i, (int) (pair >>> 32));
      driver.bytes(second).asIntBuffer().put(i, (int) pair);
    }
    done.accept(first);
  }

  private void agreement(int bits) {
    int labelers = whole();
    int words = whole();
    int overlap = whole();
    int numerator = whole();
    int denominator = whole();
    int[] planes = Arrays.copyOf(ints(), (bits + 1) * words * labelers);
    ProbeAnswers answers = new ProbeAnswers(labelers, words, bits, planes);
    AgreementRule rule =
        new AgreementRule(overlap, numerator, denominator, Math.toIntExact(wide()));
    assertThat(Math.min(launch.gridX(), launch.gridY()) * 64).isGreaterThanOrEqualTo(labelers);
    Memory foundTo = memory();
    AtomicLong found = new AtomicLong(driver.bytes(foundTo).getLong(0));
    List<AgreementPair> pairs = new ArrayList<>();
    PairsReference.agreement(0, labelers, answers, rule, found, pairs);
    driver.bytes(foundTo).putLong(0, found.get());
    Memory first = memory();
    Memory second = memory();
    Memory same = memory();
    Memory shared = memory();
    for (int i = 0; i < pairs.size(); i++) { // found in any order
      AgreementPair pair = pairs.get(pairs.size() - 1 - i);
      driver.bytes(first).asIntBuffer().put(i, pair.first());
      driver.bytes(second).asIntBuffer().put(i, pair.second());
      driver.bytes(same).asIntBuffer().put(i, pair.same());
      driver.bytes(shared).asIntBuffer().put(i, pair.shared());
    }
    done.accept(shared);
  }
}
