package io.assay.validation.features;

import com.sun.management.OperatingSystemMXBean;
import io.assay.Bench;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tribuo.classification.Label;
import org.tribuo.data.text.TextFeatureExtractor;
import org.tribuo.data.text.impl.TextFeatureExtractorImpl;
import org.tribuo.data.text.impl.TokenPipeline;
import org.tribuo.util.tokens.universal.UniversalTokenizer;

/**
 * How fast texts are encoded, against Tribuo's own pipeline: its tokeniser, counts of words and
 * pairs of words, hashed into as many columns, put into an example a text. Ours has runs of
 * characters besides. CPU seconds are the whole process's, so that the garbage either leaves
 * counts.
 */
public final class EncodingBenchmark {
  private static final int TEXTS = 30_000;
  private static final int WORDS = 37;
  private static final int VOCABULARY = 30_000;
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 7;
  private static final double NANOS = 1e9;

  private EncodingBenchmark() {}

  /** Measures all figures. */
  public static void run(Bench bench) throws Exception {
    List<String> texts = texts(new SplittableRandom(71));
    TextFeatureExtractor<Label> tribuo =
        new TextFeatureExtractorImpl<>(
            new TokenPipeline(new UniversalTokenizer(), 2, true, TextEncoder.COLUMNS));
    Label label = new Label("any");
    double[] theirs = new double[ROUNDS];
    double[] ours = new double[ROUNDS];
    long[] features = new long[2];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      double their =
          cpuSeconds(
              () -> features[0] = texts.stream().mapToLong(t -> size(tribuo, label, t)).sum());
      double our = cpuSeconds(() -> features[1] = TextEncoder.encode(texts).value().length);
      if (round >= 0) {
        theirs[round] = their;
        ours[round] = our;
      }
    }
    bench.figure("encode_vs_tribuo", Bench.medianRatio(theirs, ours), "ratio");
    bench.figure("encode_texts_per_cpu_second", TEXTS / Bench.median(ours), "texts/s");
    bench.figure("encode_features_per_text", (double) features[1] / TEXTS, "features");
    bench.figure("encode_features_per_text_tribuo", (double) features[0] / TEXTS, "features");
    bench.figure(
        "encode_features_vs_tribuo",
        Bench.medianRatio(theirs, ours) * features[1] / features[0],
        "ratio");
  }

  private static int size(TextFeatureExtractor<Label> tribuo, Label label, String text) {
    return tribuo.extract(label, text).size();
  }

  private static double cpuSeconds(Bench.Work work) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long start = system.getProcessCpuTime();
    work.run();
    return (system.getProcessCpuTime() - start) / NANOS;
  }

  /** Sentences of made-up words, the n-th as frequent as 1 / n, as in languages. */
  private static List<String> texts(SplittableRandom random) {
    String[] vocabulary = new String[VOCABULARY];
    for (int i = 0; i < VOCABULARY; i++) {
      StringBuilder word = new StringBuilder();
      for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
        word.append("bdfgklmnprstvz".charAt(random.nextInt(14)));
        word.append("aeiou".charAt(random.nextInt(5)));
      }
      vocabulary[i] = word.append(random.nextInt(3) == 0 ? "n" : "").toString();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < WORDS; w++) {
        int rank = (int) Math.pow(VOCABULARY, random.nextDouble()) - 1;
        text.append(vocabulary[rank]).append(random.nextInt(9) == 0 ? ", " : " ");
      }
      texts.add(text.append('.').toString());
    }
    return texts;
  }
}
