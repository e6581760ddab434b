package io.assay.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;
import io.assay.platform.Properties;
import io.assay.validation.gpu.Engines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelTrialTest {
  private static final String[][] WORDS = {
    {"ice", "frozen", "slippery", "frost", "skid"},
    {"pothole", "hole", "crater", "bump", "crack"},
    {"flood", "water", "puddle", "river", "rain"}
  };
  private static final String[] FILLERS = {
    "road", "near", "bridge", "the", "corner", "big", "today"
  };

  private record World(Answers answers, Map<String, String> texts, Map<String, String> truth) {
    double accuracy(Consensus consensus) {
      int right = 0;
      for (int t = 0; t < answers.tasks(); t++) {
        right += consensus.label(t).equals(truth.get(answers.task(t))) ? 1 : 0;
      }
      return (double) right / answers.tasks();
    }
  }

  private static World world(SplittableRandom random, boolean textTells) {
    Answers.Builder answers = Answers.builder();
    Map<String, String> texts = new HashMap<>();
    Map<String, String> truth = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      int right = random.nextInt(3);
      int told = textTells ? right : random.nextInt(3);
      String task = "item-" + i;
      texts.put(task, text(random, told));
      truth.put(task, "class-" + right);
      for (int j = 0; j < 3; j++) {
        int given = random.nextDouble() < 0.55 ? right : random.nextInt(3);
        answers.add(task, "labeler-" + (random.nextInt(8) * 3 + j), "class-" + given);
      }
    }
    return new World(answers.build(), texts, truth);
  }

  private static String text(SplittableRandom random, int told) {
    StringBuilder text = new StringBuilder();
    for (int w = 0; w < 5; w++) {
      text.append(FILLERS[random.nextInt(FILLERS.length)]).append(' ');
    }
    return text + WORDS[told][random.nextInt(5)] + " " + WORDS[told][random.nextInt(5)];
  }

  private static ModelTrial.Outcome tried(World world, Map<String, String> texts) {
    return ModelTrial.run(
        Aggregators.DEFAULT,
        world.answers(),
        Map.of(),
        Exclusions.none(),
        texts,
        new EngineUse(Engines.cpu(), Integer.MAX_VALUE));
  }

  @Test
  void textThatTells_isEarned_andLabelsImprove() {
    Properties.forAll(
        3,
        random -> {
          World world = world(random, true);
          ModelTrial.Outcome trial = tried(world, world.texts());
          assertThat(trial.earned()).isTrue();
          Consensus without = Aggregators.DEFAULT.aggregate(world.answers(), Map.of());
          Consensus with =
              Aggregators.DEFAULT.aggregate(
                  world.answers(), Map.of(), trial.prior(), Exclusions.none());
          assertThat(world.accuracy(with)).isGreaterThan(world.accuracy(without) + 0.05);
        });
  }

  @Test
  void textOfNoise_isNotEarned_andNothingChanges() {
    Properties.forAll(
        3,
        random -> {
          World world = world(random, false);
          ModelTrial.Outcome trial = tried(world, world.texts());
          assertThat(trial.earned()).isFalse();
          LabelPrior prior = trial.prior();
          assertThat(prior.find("item-0", List.of("class-0", "class-1", "class-2"))).isEmpty();
        });
  }

  @Test
  void noText_isNotTried() {
    World world = world(new SplittableRandom(1), true);
    assertThat(tried(world, Map.of()).earned()).isFalse();
  }
}
