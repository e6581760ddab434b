package io.assay.fraud.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.RealCrowds;
import io.assay.platform.Properties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AutomationTest {
  private static final int CLASSES = 4;

  /** A crowd, what a model says, and some who pass that on. */
  private static final class MadeUp {
    final SortedMap<String, SortedMap<String, String>> answersOf = new TreeMap<>();
    final Map<String, String> model = new TreeMap<>();

    MadeUp(SplittableRandom random, int items, int people, int machines) {
      for (int i = 0; i < items; i++) {
        int truth = random.nextInt(CLASSES);
        int guess = random.nextDouble() < 0.75 ? truth : random.nextInt(CLASSES);
        model.put("item-" + i, "class-" + guess);
        for (int j = 0; j < people; j++) {
          boolean right = random.nextDouble() < 0.75;
          put("person-" + j, i, right ? truth : random.nextInt(CLASSES));
        }
        for (int j = 0; j < machines; j++) {
          put("machine-" + j, i, random.nextDouble() < 0.9 ? guess : random.nextInt(CLASSES));
        }
      }
    }

    private void put(String labeler, int item, int label) {
      answersOf
          .computeIfAbsent(labeler, key -> new TreeMap<>())
          .put("item-" + item, "class-" + label);
    }

    SortedMap<String, Double> nats() {
      return AutomationTest.nats(answersOf, Map.of("model", model));
    }
  }

  private static ModelCopyTest.Honest honest(
      SortedMap<String, SortedMap<String, String>> answersOf) {
    Answers.Builder builder = Answers.builder();
    answersOf.forEach(
        (labeler, items) -> items.forEach((item, label) -> builder.add(item, labeler, label)));
    Answers answers = builder.build();
    Consensus consensus = Aggregators.DEFAULT.aggregate(answers, Map.of());
    Map<String, double[]> posteriors = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      double[] posterior = new double[answers.labels()];
      for (int k = 0; k < posterior.length; k++) {
        posterior[k] = consensus.probability(t, k);
      }
      posteriors.put(answers.task(t), posterior);
    }
    return new SkilledLabelers(answersOf, posteriors, consensus.confusions());
  }

  private static SortedMap<String, Double> nats(
      SortedMap<String, SortedMap<String, String>> answersOf,
      Map<String, Map<String, String>> models) {
    List<OwnInformation.Answer> answers = new ArrayList<>();
    answersOf.forEach(
        (labeler, items) ->
            items.forEach(
                (item, label) -> answers.add(new OwnInformation.Answer(labeler, item, label))));
    OwnInformation own = new OwnInformation(answers, models.values().iterator().next());
    return Automation.nats(
        answersOf.keySet(),
        models.keySet(),
        new ModelCopyTest(answersOf, models, honest(answersOf)),
        own::zValue,
        labeler -> 0);
  }

  @Test
  void whoPassesOnAModelsAnswers_isFound_andPeopleAreNot() {
    Properties.forAll(
        5,
        random -> {
          MadeUp crowd = new MadeUp(random, 200, 15, 2);
          double threshold = Automation.threshold(17);
          crowd
              .nats()
              .forEach(
                  (labeler, nats) -> {
                    if (labeler.startsWith("person")) {
                      assertThat(nats).isLessThan(threshold);
                    }
                  });
          assertThat(crowd.nats().getOrDefault("machine-0", 0.0)).isGreaterThan(threshold);
        });
  }

  @Test
  void whoLooks_agreesWithPeersBeyondTheModel_whoPassesOnDoesNot() {
    MadeUp crowd = new MadeUp(new SplittableRandom(4), 300, 15, 2);
    List<OwnInformation.Answer> answers = new ArrayList<>();
    crowd.answersOf.forEach(
        (labeler, items) ->
            items.forEach(
                (item, label) -> answers.add(new OwnInformation.Answer(labeler, item, label))));
    OwnInformation own = new OwnInformation(answers, crowd.model);
    assertThat(own.zValue("person-0")).isGreaterThan(Automation.ACQUITTED);
    assertThat(own.zValue("machine-0")).isLessThan(Automation.ACQUITTED);
  }

  @Test
  void canaries_weighAtMostThreeNats() {
    SortedMap<String, Double> nats =
        Automation.nats(
            List.of("a", "b"), List.of(), (a, b) -> 0, a -> 0, a -> a.equals("a") ? 9 : 1);
    assertThat(nats).containsEntry("a", 3.0).containsEntry("b", 1.5);
  }

  /** Calibration: a model that made its errors alone, beside recorded crowds. */
  @Test
  void recordedCrowds_nobodyIsAMachineThatNobodyRan() {
    Path folder = RealCrowds.findFolder().orElse(null);
    if (folder == null) {
      return;
    }
    int labelers = 0;
    int overTwenty = 0;
    int flagged = 0;
    for (String name : List.of("dog", "face", "music", "rte", "temp", "web", "weather_amt")) {
      RealCrowds.Crowd crowd = RealCrowds.read(folder, name);
      SortedMap<String, SortedMap<String, String>> answersOf = byLabeler(crowd.answers());
      Map<String, String> model = model(crowd, new SplittableRandom(8));
      SortedMap<String, Double> nats = nats(answersOf, Map.of("model", model));
      labelers += answersOf.size();
      for (double one : nats.values()) {
        overTwenty += one >= Math.log(20) ? 1 : 0;
        flagged += one >= Automation.threshold(answersOf.size()) ? 1 : 0;
      }
    }
    System.out.println(
        "machines: " + labelers + " labelers, E >= 20 for " + overTwenty + ", flagged " + flagged);
    assertThat(overTwenty / (double) labelers).isLessThanOrEqualTo(0.05);
    assertThat(flagged).isZero();
  }

  private static SortedMap<String, SortedMap<String, String>> byLabeler(Answers answers) {
    SortedMap<String, SortedMap<String, String>> byLabeler = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        byLabeler
            .computeIfAbsent(answers.labeler(answers.labelerAt(p)), key -> new TreeMap<>())
            .put(answers.task(t), answers.label(answers.labelAt(p)));
      }
    }
    return byLabeler;
  }

  private static Map<String, String> model(RealCrowds.Crowd crowd, SplittableRandom random) {
    List<String> classes = new ArrayList<>(new TreeSet<>(crowd.truth().values()));
    Map<String, String> model = new TreeMap<>();
    new TreeMap<>(crowd.truth())
        .forEach(
            (item, truth) ->
                model.put(
                    item,
                    random.nextDouble() < 0.8
                        ? truth
                        : classes.get(random.nextInt(classes.size()))));
    return model;
  }
}
