package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A made-up crowd as large as wanted, the same for the same size: the worker of rank r gives a
 * share of the answers that falls as 1 / r, and is right with a chance between a half and one.
 */
final class ZipfCrowd {
  static final int CLASSES = 4;
  static final int WORKERS = 20_000;
  static final int REDUNDANCY = 5;

  private static final long SEED = 20_240_229;

  /** Takes the answers one by one. */
  interface Sink {
    void answer(int task, int worker, int label);
  }

  private ZipfCrowd() {}

  /** Makes up so many answers, five to a task, each of another worker. */
  static void answers(int count, Sink sink) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] skill = new double[WORKERS];
    double[] cumulative = new double[WORKERS];
    double sum = 0;
    for (int j = 0; j < WORKERS; j++) {
      skill[j] = 0.5 + random.nextDouble() / 2;
      sum += 1.0 / (j + 1);
      cumulative[j] = sum;
    }
    int[] workers = new int[REDUNDANCY];
    for (int t = 0; t < count / REDUNDANCY; t++) {
      int truth = random.nextInt(CLASSES);
      for (int r = 0; r < REDUNDANCY; r++) {
        int worker = draw(random, cumulative);
        while (contains(workers, r, worker)) {
          worker = draw(random, cumulative);
        }
        workers[r] = worker;
        boolean right = random.nextDouble() < skill[worker];
        sink.answer(t, worker, right ? truth : random.nextInt(CLASSES));
      }
    }
  }

  private static int draw(SplittableRandom random, double[] cumulative) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
  }

  private static boolean contains(int[] workers, int length, int worker) {
    for (int r = 0; r < length; r++) {
      if (workers[r] == worker) {
        return true;
      }
    }
    return false;
  }

  /** The votes of a crowd with so many answers. */
  static Votes votes(int count) {
    Answers.Builder builder = Answers.builder();
    for (int j = 0; j < WORKERS; j++) {
      builder.labelers().number("worker" + j);
    }
    for (int k = 0; k < CLASSES; k++) {
      builder.labels().number("class" + k);
    }
    for (int t = 0; t < count / REDUNDANCY; t++) {
      builder.tasks().number("task" + t);
    }
    answers(count, builder::add);
    return Votes.of(builder.build(), Map.of(), LabelPrior.none(), Exclusions.none());
  }

  /** Writes a crowd as {@code task,worker,label}, the rows in no order. */
  static void write(int count, Path file) throws IOException {
    String[] rows = new String[count];
    int[] size = {0};
    answers(
        count,
        (task, worker, label) ->
            rows[size[0]++] = "task" + task + ",worker" + worker + ",class" + label + "\n");
    SplittableRandom random = new SplittableRandom(SEED);
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("task,worker,label\n");
      for (int i = size[0]; i > 0; i--) {
        int chosen = random.nextInt(i);
        writer.write(rows[chosen]);
        rows[chosen] = rows[i - 1];
      }
    }
  }
}
