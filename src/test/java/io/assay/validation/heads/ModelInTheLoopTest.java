package io.assay.validation.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.Crowdlab;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.MajorityVote;
import io.assay.consensus.classification.Reliability;
import io.assay.validation.features.SparseMatrix;
import io.assay.validation.features.TextEncoder;
import io.assay.validation.heads.SimulatedCrowd.Quality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Consensus with a model against consensus alone and against CROWDLAB, on made-up crowds that are
 * hard to judge and texts that tell much, little or nothing.
 */
class ModelInTheLoopTest {
  private static final int CLASSES = 4;
  private static final int ITEMS = 2000;
  private static final int LABELERS = 60;
  private static final Aggregator CONSENSUS = Aggregators.DEFAULT;

  /** A world of texts and answers. */
  private static final class World {
    private final SyntheticTexts texts;
    private final SimulatedCrowd crowd;
    private final int[] folds;

    World(long seed, double tilt) {
      SplittableRandom random = new SplittableRandom(seed);
      texts = SyntheticTexts.of(random, ITEMS, CLASSES, 30, tilt);
      crowd = SimulatedCrowd.of(random, texts.truth(), LABELERS, CLASSES);
      long[] keys = new long[ITEMS];
      Arrays.setAll(keys, i -> Folds.contentKey(SimulatedCrowd.taskName(i)));
      folds = Folds.of(keys);
    }

    Answers answers() {
      return crowd.answers();
    }

    ModelInTheLoop.Outcome run(Exclusions exclusions) {
      return run(answers(), exclusions);
    }

    ModelInTheLoop.Outcome run(Answers given, Exclusions exclusions) {
      return new ModelInTheLoop<SparseMatrix>(
              CONSENSUS,
              SoftmaxTrainer.choices(),
              texts.features(),
              folds,
              task -> answers().taskIndex(task))
          .run(given, Map.of(), exclusions);
    }

    Quality with(LabelPrior prior) {
      return crowd.judge(CONSENSUS.aggregate(answers(), Map.of(), prior, Exclusions.none()));
    }

    Quality alone() {
      return crowd.judge(CONSENSUS.aggregate(answers(), Map.of()));
    }

    /** CROWDLAB of one round, whose classifier learned from the majority, and of two. */
    Quality[] crowdlab() {
      LabelPrior first = prior(predict(new MajorityVote().aggregate(answers(), Map.of())));
      Consensus one = new Crowdlab().aggregate(answers(), Map.of(), first, Exclusions.none());
      Consensus two =
          new Crowdlab().aggregate(answers(), Map.of(), prior(predict(one)), Exclusions.none());
      return new Quality[] {crowd.judge(one), crowd.judge(two)};
    }

    private OutOfFold predict(Consensus consensus) {
      float[] probability = new float[ITEMS * CLASSES];
      for (int i = 0; i < probability.length; i++) {
        probability[i] = (float) consensus.probability(i / CLASSES, i % CLASSES);
      }
      return CrossFitting.run(
          SoftmaxTrainer.choices(), texts.features(), folds, Targets.of(CLASSES, probability));
    }

    private LabelPrior prior(OutOfFold predictions) {
      return (task, labels) -> {
        double[] row = new double[CLASSES];
        Arrays.setAll(row, k -> predictions.probability(answers().taskIndex(task), k));
        return Optional.of(row);
      };
    }

    double accuracy(OutOfFold predictions) {
      int right = 0;
      for (int i = 0; i < ITEMS; i++) {
        right += likeliest(predictions, i) == crowd.truth()[i] ? 1 : 0;
      }
      return (double) right / ITEMS;
    }
  }

  private static int likeliest(OutOfFold predictions, int row) {
    int best = 0;
    for (int k = 1; k < CLASSES; k++) {
      best = predictions.probability(row, k) > predictions.probability(row, best) ? k : best;
    }
    return best;
  }

  @Test
  void consensusWithAModel_beatsConsensusAloneAndCrowdlab() {
    double[] mean = new double[3];
    double[] aloneMean = new double[3];
    for (long seed = 1; seed <= 2; seed++) {
      World world = new World(seed, 0.45);
      ModelInTheLoop.Outcome outcome = world.run(Exclusions.none());
      Quality with = world.with(outcome.prior());
      Quality alone = world.alone();
      Quality[] crowdlab = world.crowdlab();
      System.out.println("accuracy, AUROC of wrong labels, calibration error; seed " + seed);
      System.out.println("classifier alone     " + world.accuracy(outcome.predictions()));
      System.out.println("consensus alone      " + alone);
      System.out.println("crowdlab, one round  " + crowdlab[0]);
      System.out.println("crowdlab, two rounds " + crowdlab[1]);
      System.out.println("consensus with model " + with + " " + outcome.weights());
      assertThat(world.accuracy(outcome.predictions())).isBetween(0.62, 0.85);
      assertThat(with.accuracy()).isGreaterThan(alone.accuracy() + 0.05);
      assertThat(with.auroc()).isGreaterThan(alone.auroc());
      for (Quality other : crowdlab) {
        assertThat(with.accuracy()).isGreaterThan(other.accuracy());
        assertThat(with.auroc()).isGreaterThan(other.auroc());
        assertThat(with.calibrationError()).isLessThan(other.calibrationError());
      }
      add(mean, with);
      add(aloneMean, alone);
    }
    assertThat(mean[2]).as("calibration error").isLessThan(aloneMean[2]);
  }

  private static void add(double[] sums, Quality quality) {
    sums[0] += quality.accuracy();
    sums[1] += quality.auroc();
    sums[2] += quality.calibrationError();
  }

  @Test
  void textsThatTellLittle_costNothing() {
    World world = new World(3, 0.2);
    Quality with = world.with(world.run(Exclusions.none()).prior());
    Quality alone = world.alone();
    System.out.println("weak texts: alone " + alone + ", with model " + with);
    assertThat(with.accuracy()).isGreaterThan(alone.accuracy() - 0.005);
    assertThat(with.calibrationError()).isLessThan(alone.calibrationError() + 0.01);
  }

  @Test
  void textsThatTellNothing_changeNothing() {
    World world = new World(4, 0);
    ModelInTheLoop.Outcome outcome = world.run(Exclusions.none());
    assertThat(outcome.weights()).hasSize(1);
    assertThat(outcome.weights().get(0).earned()).isFalse();
    String task = world.answers().task(0);
    assertThat(outcome.prior().find(task, world.answers().labelNames())).isEmpty();
  }

  @Test
  void answersOfTheIgnored_judgeNoModel() {
    World world = new World(5, 0.45);
    Set<String> everybody = new TreeSet<>();
    for (int j = 0; j < world.answers().labelers(); j++) {
      everybody.add(world.answers().labeler(j));
    }
    ModelInTheLoop.Outcome outcome = world.run(Exclusions.of(everybody, Map.of()));
    assertThat(outcome.weights()).extracting(ModelWeight::heldOut).containsExactly(0);
    assertThat(outcome.weights().get(0).earned()).isFalse();
  }

  /** The worst a farm can know: the predictions themselves, of a model that has not met it. */
  @Test
  void labelersWhoAnswerWhatTheModelSays_gainNothing() {
    World world = new World(7, 0.45);
    ModelInTheLoop.Outcome honest = world.run(Exclusions.none());
    assertThat(honest.echoes()).isEmpty();
    SplittableRandom random = new SplittableRandom(7);
    Answers.Builder farmed = Answers.builder();
    Answers answers = world.answers();
    for (int t = 0; t < ITEMS; t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        String labeler = answers.labeler(answers.labelerAt(p));
        farmed.add(answers.task(t), labeler, answers.label(answers.labelAt(p)));
      }
      if (random.nextBoolean()) {
        String label = answers.label(likeliest(honest.predictions(), t));
        farmed.add(answers.task(t), "farm" + random.nextInt(8), label);
      }
    }
    Answers all = farmed.build();
    ModelInTheLoop.Outcome outcome = world.run(all, Exclusions.none());
    assertThat(outcome.echoes()).hasSize(8).allMatch(labeler -> labeler.startsWith("farm"));
    Exclusions exclusions = outcome.exclusions(Exclusions.none());
    Consensus with = CONSENSUS.aggregate(all, Map.of(), outcome.prior(), exclusions);
    Quality clean = world.with(honest.prior());
    assertThat(world.crowd.judge(with).accuracy()).isGreaterThan(clean.accuracy() - 0.03);
    double fair = reliabilityOfFarm(CONSENSUS.aggregate(all, Map.of()));
    assertThat(reliabilityOfFarm(with)).isLessThan(fair + 0.05);
  }

  /** What one of four more labelers says of an item. */
  private interface Answering {
    int label(int t, SplittableRandom random);
  }

  /** The answers, and those of four more labelers to every sixth item. */
  private static Answers withFour(World world, SplittableRandom random, Answering answering) {
    Answers answers = world.answers();
    Answers.Builder more = Answers.builder();
    for (int t = 0; t < ITEMS; t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        String labeler = answers.labeler(answers.labelerAt(p));
        more.add(answers.task(t), labeler, answers.label(answers.labelAt(p)));
      }
      for (int j = 0; j < 4; j++) {
        if (random.nextInt(6) == 0) {
          more.add(answers.task(t), "more" + j, answers.label(answering.label(t, random)));
        }
      }
    }
    return more.build();
  }

  @Test
  void aHandfulOfEchoes_neitherMovesLabelsNorSwitchesTheModelOff() {
    World world = new World(8, 0.45);
    ModelInTheLoop.Outcome clean = world.run(Exclusions.none());
    Answers all =
        withFour(world, new SplittableRandom(8), (t, random) -> likeliest(clean.predictions(), t));
    ModelInTheLoop.Outcome outcome = world.run(all, Exclusions.none());
    assertThat(outcome.echoes()).containsExactly("more0", "more1", "more2", "more3");
    assertThat(outcome.weights()).allMatch(ModelWeight::earned);
    Consensus with =
        CONSENSUS.aggregate(all, Map.of(), outcome.prior(), outcome.exclusions(Exclusions.none()));
    Consensus before =
        CONSENSUS.aggregate(world.answers(), Map.of(), clean.prior(), Exclusions.none());
    int moved = 0;
    for (int t = 0; t < ITEMS; t++) {
      moved += with.label(t).equals(before.label(t)) ? 0 : 1;
    }
    assertThat(moved).isLessThan(ITEMS / 50);
    assertThat(world.crowd.judge(with).accuracy())
        .isGreaterThan(world.crowd.judge(before).accuracy() - 0.005);
    assertThat(with.reliabilities())
        .filteredOn(one -> one.labeler().startsWith("more"))
        .as("echoes keep an estimate of their own")
        .hasSize(4)
        .allMatch(one -> one.answers() > 250 && one.accuracy() > 0.5);
    ModelInTheLoop.Outcome again = world.run(all, Exclusions.none());
    String task = all.task(7);
    assertThat(again.prior().find(task, all.labelNames()))
        .as("again from the answers alone")
        .contains(outcome.prior().find(task, all.labelNames()).orElseThrow());
  }

  @Test
  void honestAndAccurateLabelers_areNoEchoes() {
    World world = new World(9, 0.45);
    int[] truth = world.crowd.truth();
    Answers all =
        withFour(
            world,
            new SplittableRandom(9),
            (t, random) -> random.nextInt(20) > 0 ? truth[t] : random.nextInt(CLASSES));
    ModelInTheLoop.Outcome outcome = world.run(all, Exclusions.none());
    assertThat(outcome.echoes()).isEmpty();
    assertThat(outcome.weights()).allMatch(ModelWeight::earned);
  }

  /**
   * Beside a model that is right where they are half right, all of a small crowd could seem echoes.
   */
  @Test
  void fewLabelersOfItemsThatTellAll_areNotAllEchoes() {
    String[] words = {"water", "puddle", "frozen", "slippery", "hole", "crater"};
    double gain = 0;
    int echoes = 0;
    for (int seed = 1; seed <= 6; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> texts = new ArrayList<>();
      Answers.Builder builder = Answers.builder();
      for (int i = 0; i < 300; i++) {
        texts.add("road " + i + " " + words[2 * (i % 3) + random.nextInt(2)]);
        int first = random.nextInt(9);
        for (int j = 0; j < 3; j++) {
          int label = random.nextInt(20) < 11 ? i % 3 : random.nextInt(3);
          builder.add(SimulatedCrowd.taskName(i), "labeler" + (first + j) % 9, "class" + label);
        }
      }
      Answers answers = builder.build();
      ModelInTheLoop.Outcome outcome =
          new ModelInTheLoop<>(
                  Aggregators.DEFAULT,
                  SoftmaxTrainer.choices(),
                  TextEncoder.encode(texts),
                  Folds.of(texts.stream().mapToLong(Folds::contentKey).toArray()),
                  answers::taskIndex)
              .run(answers, Map.of(), Exclusions.none());
      Consensus with =
          Aggregators.DEFAULT.aggregate(
              answers, Map.of(), outcome.prior(), outcome.exclusions(Exclusions.none()));
      Consensus without = Aggregators.DEFAULT.aggregate(answers, Map.of());
      for (int t = 0; t < answers.tasks(); t++) {
        String truth = "class" + t % 3;
        gain += with.label(t).equals(truth) ? 1 : 0;
        gain -= without.label(t).equals(truth) ? 1 : 0;
      }
      echoes += outcome.echoes().size();
    }
    assertThat(gain / (6 * 300)).isGreaterThan(0.08);
    assertThat(echoes).isLessThanOrEqualTo(5);
  }

  private static double reliabilityOfFarm(Consensus consensus) {
    return consensus.reliabilities().stream()
        .filter(one -> one.labeler().startsWith("farm"))
        .mapToDouble(Reliability::accuracy)
        .average()
        .orElseThrow();
  }

  @Test
  void prior_neverTakesAClassForImpossible() {
    World world = new World(6, 1.5);
    ModelInTheLoop.Outcome outcome = world.run(Exclusions.none());
    List<String> labels = world.answers().labelNames();
    for (int t = 0; t < ITEMS; t++) {
      double[] row = outcome.prior().find(world.answers().task(t), labels).orElseThrow();
      assertThat(Arrays.stream(row).min().orElse(0)).isGreaterThan(0.009);
      assertThat(Arrays.stream(row).sum()).isBetween(0.999999, 1.000001);
    }
    assertThat(outcome.prior().find("no such task", labels)).isEmpty();
    assertThat(outcome.prior().find(world.answers().task(0), List.of("other"))).isEmpty();
  }
}
