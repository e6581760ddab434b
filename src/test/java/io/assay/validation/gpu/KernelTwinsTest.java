package io.assay.validation.gpu;

import static io.assay.validation.gpu.GoldenVectors.bits;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The twins hold the bits of the kernels' own source, run by an emulator. */
class KernelTwinsTest {
  @Test
  void exponentialAndLogarithm() throws IOException {
    GoldenVectors golden = GoldenVectors.of("arithmetic");
    float[] power = golden.floats("power");
    for (int i = 0; i < power.length; i++) {
      power[i] = ExactArithmetic.exp(power[i]);
    }
    assertThat(bits(power)).isEqualTo(golden.bits("exp"));
    float[] positive = golden.floats("positive");
    for (int i = 0; i < positive.length; i++) {
      positive[i] = ExactArithmetic.log(positive[i]);
    }
    assertThat(bits(positive)).isEqualTo(golden.bits("log"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32})
  void headForward(int width) throws IOException {
    GoldenVectors golden = GoldenVectors.of("head" + width);
    float[] output = new float[golden.bits("probability").length];
    int rows = output.length / width;
    HeadReference.forward(
        0, rows, head(golden, width, golden.floats("inverseTemperature")[0], false), output);
    assertThat(bits(output)).isEqualTo(golden.bits("probability"));
    HeadReference.forward(0, rows, head(golden, width, 1.0f, true), output);
    assertThat(bits(output)).isEqualTo(golden.bits("residual"));
  }

  private static HeadReference.Input head(
      GoldenVectors golden, int width, float inverseTemperature, boolean targets) {
    float[] weights = golden.floats("weights");
    return new HeadReference.Input(
        weights.length / width - 1,
        golden.ints("classes")[0],
        width,
        golden.ints("start"),
        golden.ints("index"),
        golden.floats("value"),
        weights,
        inverseTemperature,
        targets ? golden.floats("targets") : null,
        targets ? golden.floats("rowWeight") : null);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32})
  void addChunks(int width) throws IOException {
    GoldenVectors golden = GoldenVectors.of("chunks" + width);
    int[] start = golden.ints("start");
    float[] rows = golden.floats("rows");
    float[] sums = new float[(start.length - 1) * width];
    ReductionReference.addChunks(
        0,
        start.length - 1,
        width,
        start,
        golden.ints("index"),
        golden.floats("value"),
        rows,
        sums);
    assertThat(bits(sums)).isEqualTo(golden.bits("weighted"));
    ReductionReference.addChunks(0, start.length - 1, width, start, null, null, rows, sums);
    assertThat(bits(sums)).isEqualTo(golden.bits("plain"));
  }

  @Test
  void gradientAndAdam() throws IOException {
    GoldenVectors golden = GoldenVectors.of("steps");
    float[] gradient = golden.floats("sum");
    float[] weights = golden.floats("weights");
    float[] mean = golden.floats("mean");
    float[] square = golden.floats("square");
    HeadReference.gradient(0, gradient.length, 90, 0.01f, 0.001f, weights, gradient);
    assertThat(bits(gradient)).isEqualTo(golden.bits("gradient"));
    AdamSettings settings = new AdamSettings(0.05f, 0.9f, 0.999f, 1e-8f, 0.001f);
    HeadReference.adam(
        0, weights.length, settings, 5.263158f, 500.25f, gradient, mean, square, weights);
    assertThat(bits(mean)).isEqualTo(golden.bits("meanAfter"));
    assertThat(bits(square)).isEqualTo(golden.bits("squareAfter"));
    assertThat(bits(weights)).isEqualTo(golden.bits("weightsAfter"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32})
  void dawidSkene(int width) throws IOException {
    GoldenVectors golden = GoldenVectors.of("dawid-skene" + width);
    int classes = golden.ints("classes")[0];
    float[] counts = golden.floats("counts");
    float[] logTheta = new float[counts.length];
    int labelers = counts.length / width / classes;
    DawidSkeneReference.confusions(
        0, labelers, classes, width, 2.0f, golden.floats("pooled"), counts, logTheta);
    assertThat(bits(logTheta)).isEqualTo(golden.bits("logTheta"));
    float[] logShare = new float[width];
    DawidSkeneReference.shares(classes, 0.01f, golden.floats("total"), logShare);
    assertThat(bits(logShare)).isEqualTo(golden.bits("logShare"));

    int[] start = golden.ints("start");
    int[] cell = golden.ints("cell");
    float[] posterior = new float[(start.length - 1) * width];
    float[] evidence = new float[start.length - 1];
    DawidSkeneReference.Input plain =
        new DawidSkeneReference.Input(
            classes, width, start, cell, null, logTheta, false, logShare, null);
    DawidSkeneReference.expectation(0, evidence.length, plain, posterior, evidence);
    assertThat(bits(posterior)).isEqualTo(golden.bits("posterior"));
    assertThat(bits(evidence)).isEqualTo(golden.bits("logLikelihood"));
    DawidSkeneReference.Input own =
        new DawidSkeneReference.Input(
            classes,
            width,
            start,
            cell,
            golden.floats("weight"),
            logTheta,
            true,
            golden.floats("ownPrior"),
            golden.ints("known"));
    DawidSkeneReference.expectation(0, evidence.length, own, posterior, evidence);
    assertThat(bits(posterior)).isEqualTo(golden.bits("ownPosterior"));
    assertThat(bits(evidence)).isEqualTo(golden.bits("ownLogLikelihood"));
  }

  @Test
  void hammingPairs() throws IOException {
    GoldenVectors golden = GoldenVectors.of("hamming");
    long[] hash = golden.longs("hash");
    LongList pairs = new LongList();
    PairsReference.hamming(
        0, hash.length, hash, golden.ints("distance")[0], Long.MAX_VALUE, new AtomicLong(), pairs);
    int[] first = golden.ints("first");
    int[] second = golden.ints("second");
    long[] expected = new long[first.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = PairsReference.pair(first[i], second[i]);
    }
    assertThat(expected).isNotEmpty();
    assertThat(pairs.toArray()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void agreementPairs(int bits) throws IOException {
    GoldenVectors golden = GoldenVectors.of("agreement" + bits);
    int[] rule = golden.ints("rule");
    int labelers = golden.ints("labelers")[0];
    ProbeAnswers answers =
        new ProbeAnswers(labelers, golden.ints("words")[0], bits, golden.ints("planes"));
    List<AgreementPair> pairs = new ArrayList<>();
    PairsReference.agreement(
        0,
        labelers,
        answers,
        new AgreementRule(rule[0], rule[1], rule[2], Integer.MAX_VALUE),
        new AtomicLong(),
        pairs);
    int[] found = golden.ints("pairs");
    List<AgreementPair> expected = new ArrayList<>();
    for (int i = 0; i < found.length; i += 4) {
      expected.add(new AgreementPair(found[i], found[i + 1], found[i + 2], found[i + 3]));
    }
    assertThat(expected).isNotEmpty();
    assertThat(expected.size()).isLessThan(labelers * (labelers - 1) / 2);
    assertThat(pairs).isEqualTo(expected);
  }
}
