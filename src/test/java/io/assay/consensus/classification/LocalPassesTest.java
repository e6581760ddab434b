package io.assay.consensus.classification;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class LocalPassesTest {
  /** Enough answers for several chunks. */
  private static final int TASKS = 220_000;

  private static final int LABELERS = 300;

  @Test
  void oneThreadAndTwo_giveTheSameBits() throws Exception {
    Answers answers = crowd();
    Votes votes = Votes.of(answers, Map.of(), LabelPrior.none(), Exclusions.none());
    ConfusionSums one = sums(votes, 1);
    ConfusionSums two = sums(votes, 2);
    assertThat(two.counts()).isEqualTo(one.counts());
    assertThat(two.classCounts()).isEqualTo(one.classCounts());
    assertThat(two.logLikelihood()).isEqualTo(one.logLikelihood());
  }

  @Test
  void plainLoops_giveTheBitsOfTheGeneralOne() {
    for (int classes = 2; classes <= 4; classes++) {
      SyntheticCrowd crowd = SyntheticCrowd.of(new java.util.Random(classes), 400, 30, classes, 9);
      Votes votes = Votes.of(crowd.answers(), Map.of(), LabelPrior.none(), Exclusions.none());
      LocalPasses passes = new LocalPasses(votes);
      ConfusionEm em = new ConfusionEm(passes, HierarchicalDawidSkene.SETTINGS);
      ConfusionParameters parameters = em.run();
      ConfusionSums plain = passes.run(parameters);
      ConfusionSums general = new ConfusionSums(passes.labelers(), classes);
      double[] posterior = new double[votes.tasks * classes];
      ConfusionPass.run(passes.block(), 0, votes.tasks, parameters, posterior, general);
      assertThat(general.counts()).isEqualTo(plain.counts());
      assertThat(general.logLikelihood()).isEqualTo(plain.logLikelihood());
    }
  }

  @Test
  void manyAnswersToOneTask_neitherVanishNorOverflow() {
    Answers.Builder builder = Answers.builder();
    for (int j = 0; j < 3000; j++) {
      builder.add("much asked", "w" + j, "c" + (j % 3 == 0 ? 1 : 0));
      builder.add("t" + j, "w" + j, "c" + j % 2);
      builder.add("t" + j, "w" + (j + 1) % 3000, "c" + j % 2);
    }
    Votes votes = Votes.of(builder.build(), Map.of(), LabelPrior.none(), Exclusions.none());
    LocalPasses passes = new LocalPasses(votes);
    ConfusionEm em = new ConfusionEm(passes, HierarchicalDawidSkene.SETTINGS);
    double[] posterior = passes.posterior(em.run());
    assertThat(em.logLikelihood()).isFinite().isNegative();
    for (double probability : posterior) {
      assertThat(probability).isBetween(0.0, 1.0);
    }
    int t = votes.answers.taskIndex("much asked");
    assertThat(posterior[2 * t]).isGreaterThan(0.999);
  }

  private static ConfusionSums sums(Votes votes, int threads) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () -> {
                LocalPasses passes = new LocalPasses(votes);
                ConfusionEm em = new ConfusionEm(passes, HierarchicalDawidSkene.SETTINGS);
                return passes.run(em.run(5, 0));
              })
          .get();
    } finally {
      pool.shutdown();
    }
  }

  private static Answers crowd() {
    SplittableRandom random = new SplittableRandom(11);
    Answers.Builder builder = Answers.builder();
    for (int j = 0; j < LABELERS; j++) {
      for (int t = j % 100; t < TASKS; t += 100) {
        int truth = t % 4;
        int given = random.nextInt(100) < 60 + j % 40 ? truth : random.nextInt(4);
        builder.add("t" + t, "w" + j, "c" + given);
      }
    }
    return builder.build();
  }
}
