package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Arrays;
import java.util.stream.IntStream;

/*
 * Rows of labelers are numbered by activity, the busiest first: on real crowds a few labelers give
 * most answers, and their rows then share the cache.
 *
 * The tasks are cut into chunks by their answers alone, never by the number of threads; each chunk
 * has sums of its own, which are added in the order of the chunks. So the bits do not depend on who
 * did which chunk when.
 */
/** Passes over the votes of one table on the threads of this machine. */
final class LocalPasses implements ConfusionPasses {
  private static final int CHUNK_ANSWERS = 1 << 18;
  private static final int MAX_CHUNKS = 8;

  private final Votes votes;
  private final AnswerBlock block;

  /** The row of each labeler. */
  private final int[] rows;

  /** First task of each chunk, and the end of the last one. */
  private final int[] chunks;

  LocalPasses(Votes votes) {
    this.votes = votes;
    this.rows = rowsByActivity(votes.answers);
    this.chunks = chunks(votes.answers);
    this.block = block(votes, rows);
  }

  private static int[] rowsByActivity(Answers answers) {
    int labelers = answers.labelers();
    // Number of answers above, number of the labeler below: sorts as a pair.
    long[] keys = new long[labelers];
    for (int j = 0; j < labelers; j++) {
      long active = (long) answers.labelerEnd(j) - answers.labelerStart(j);
      keys[j] = (-active << 32) + j;
    }
    Arrays.sort(keys);
    int[] rows = new int[labelers];
    for (int row = 0; row < labelers; row++) {
      rows[(int) keys[row]] = row;
    }
    return rows;
  }

  private static int[] chunks(Answers answers) {
    int wanted = Math.min(MAX_CHUNKS, 1 + answers.size() / CHUNK_ANSWERS);
    int[] chunks = new int[wanted + 1];
    int t = 0;
    for (int c = 1; c <= wanted; c++) {
      long until = (long) answers.size() * c / wanted;
      while (t < answers.tasks() && answers.taskStart(t) < until) {
        t++;
      }
      chunks[c] = t;
    }
    chunks[wanted] = answers.tasks();
    return chunks;
  }

  private static AnswerBlock block(Votes votes, int[] rows) {
    Answers answers = votes.answers;
    int classes = votes.classes;
    int[] starts = new int[votes.tasks + 1];
    int[] cells = new int[answers.size()];
    for (int t = 0; t < votes.tasks; t++) {
      starts[t + 1] = answers.taskEnd(t);
    }
    for (int p = 0; p < cells.length; p++) {
      cells[p] = (rows[answers.labelerAt(p)] * classes + answers.labelAt(p)) * classes;
    }
    return new AnswerBlock(
        classes, starts, cells, votes.weightsIfAny(), votes.knownIfAny(), votes.priorsIfAny());
  }

  @Override
  public int labelers() {
    return votes.answers.labelers();
  }

  @Override
  public int classes() {
    return votes.classes;
  }

  @Override
  public long tasks() {
    return votes.tasks;
  }

  /** The row of a labeler in the tables. */
  int row(int j) {
    return rows[j];
  }

  AnswerBlock block() {
    return block;
  }

  @Override
  public ConfusionSums start() {
    return sum((from, to, sums) -> ConfusionPass.start(block, from, to, votes.share, sums));
  }

  @Override
  public ConfusionSums run(ConfusionParameters parameters) {
    return sum((from, to, sums) -> ConfusionPass.run(block, from, to, parameters, null, sums));
  }

  /** One more pass that keeps T, [task * K + class]. */
  double[] posterior(ConfusionParameters parameters) {
    double[] posterior = new double[votes.tasks * votes.classes];
    posterior(parameters, posterior);
    return posterior;
  }

  /** One more pass that keeps T in an array already there. */
  void posterior(ConfusionParameters parameters, double[] posterior) {
    sum((from, to, sums) -> ConfusionPass.run(block, from, to, parameters, posterior, sums));
  }

  /** T of one task. */
  void posterior(int t, ConfusionParameters parameters, double[] into) {
    ConfusionPass.posterior(block, t, parameters, into);
  }

  private interface Work {
    void run(int from, int to, ConfusionSums sums);
  }

  private ConfusionSums sum(Work work) {
    int count = chunks.length - 1;
    if (count == 1) {
      ConfusionSums sums = new ConfusionSums(labelers(), classes());
      work.run(0, votes.tasks, sums);
      return sums;
    }
    ConfusionSums[] parts = new ConfusionSums[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            c -> {
              parts[c] = new ConfusionSums(labelers(), classes());
              work.run(chunks[c], chunks[c + 1], parts[c]);
            });
    ConfusionSums total = parts[0];
    int cells = total.counts.length;
    IntStream.range(0, count)
        .parallel()
        .forEach(
            slice -> {
              int from = (int) ((long) cells * slice / count);
              int to = (int) ((long) cells * (slice + 1) / count);
              for (int c = 1; c < count; c++) {
                total.addRows(parts[c], from, to);
              }
            });
    for (int c = 1; c < count; c++) {
      total.addRest(parts[c]);
    }
    return total;
  }
}
