package io.assay.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.assay.consensus.SchemaConsensus.Pair;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.classification.ItemConsensus;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.Reliability;
import io.assay.dataset.LabelOption;
import io.assay.dataset.LabelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaConsensusTest {
  private static final int ITEMS = 60;
  private static final double[] ERROR_RATES = {0.05, 0.1, 0.2, 0.3, 0.5};
  private static final List<LabelOption> OPTIONS =
      List.of(option("cat"), option("dog"), option("a \"quoted\" bird"));

  private static LabelOption option(String value) {
    return new LabelOption(value, value, null);
  }

  /** What a labeler stores for an item whose truth is the seed, right or wrong. */
  @FunctionalInterface
  private interface Writer {
    String write(Random truth, Random labeler, boolean wrong);
  }

  private static Answers crowd(long seed, Writer writer) {
    Answers.Builder answers = Answers.builder();
    Random random = new Random(seed);
    for (int i = 0; i < ITEMS; i++) {
      for (int j = 0; j < ERROR_RATES.length; j++) {
        boolean wrong = random.nextDouble() < ERROR_RATES[j];
        answers.add("item" + i, "labeler" + j, writer.write(new Random(i), random, wrong));
      }
    }
    return answers.build();
  }

  private static Estimate estimate(LabelSchema schema, Answers answers) {
    return estimate(schema, answers, Map.of(), Exclusions.none(), Map.of());
  }

  private static Estimate estimate(
      LabelSchema schema,
      Answers answers,
      Map<String, String> gold,
      Exclusions exclusions,
      Map<String, Pair> pairs) {
    FitInput input = new FitInput(answers, gold, LabelPrior.none(), exclusions);
    return SchemaConsensus.estimate(schema, input, () -> pairs);
  }

  private static JsonNode node(LabelSchema schema, String label) {
    boolean text = schema.isCategorical() || schema instanceof LabelSchema.Transcription;
    return text ? TextNode.valueOf(label) : StoredLabels.parse(label);
  }

  private static void check(LabelSchema schema, Answers answers, Estimate estimate) {
    for (int t = 0; t < answers.tasks(); t++) {
      String label = estimate.label(t);
      assertThat(schema.read(node(schema, label)).canonical()).isEqualTo(label);
      assertThat(estimate.confidence(t)).isBetween(0.0, 1.0);
      assertThat(estimate.posterior(t)).containsEntry(label, estimate.confidence(t));
    }
    assertThat(estimate.method()).isNotBlank();
    assertThat(estimate.reliabilities()).hasSize(answers.labelers());
    for (int j = 0; j < answers.labelers(); j++) {
      Reliability one = estimate.reliabilities().get(j);
      assertThat(one.labeler()).isEqualTo(answers.labeler(j));
      assertThat(one.answers()).isEqualTo(answers.labelerEnd(j) - answers.labelerStart(j));
      assertThat(one.accuracy()).isBetween(one.accuracyLow(), one.accuracyHigh());
      assertThat(one.accuracyLow()).isBetween(0.0, 1.0);
      assertThat(one.accuracyHigh()).isBetween(0.0, 1.0);
      assertThat(one.informativeness()).isBetween(0.0, 1.0);
      assertThat(estimate.confusions().table(one.labeler())).isNotEmpty();
    }
    assertThat(estimate.confusions().labels()).isSorted().hasSizeLessThanOrEqualTo(200);
    // An item alone, as it is estimated between two fits.
    ItemConsensus item =
        ItemConsensus.estimate(
            estimate.confusions(),
            new TreeMap<>(Map.of("labeler0", answers.label(0), "new", answers.label(0))),
            Optional.empty());
    assertThat(item.label()).isEqualTo(answers.label(0));
  }

  private static Estimate checked(LabelSchema schema, Writer writer, String method) {
    Answers answers = crowd(11, writer);
    Estimate estimate = estimate(schema, answers);
    check(schema, answers, estimate);
    assertThat(estimate.method()).isEqualTo(method);
    checkGold(schema, answers);
    checkSmall(schema, answers);
    return estimate;
  }

  /** The known label of an item is its label, also one that nobody gave. */
  private static void checkGold(LabelSchema schema, Answers answers) {
    String known = answers.label(0);
    Map<String, String> gold = Map.of("item3", known, "never answered", known);
    Exclusions exclusions =
        Exclusions.of(Set.of("labeler4"), Map.of("labeler0", "farm", "labeler1", "farm"));
    Estimate estimate = estimate(schema, answers, gold, exclusions, Map.of());
    int item = answers.taskIndex("item3");
    assertThat(estimate.label(item)).isEqualTo(known);
    assertThat(estimate.confidence(item)).isEqualTo(1);
    assertThat(estimate.answers().tasks()).isEqualTo(answers.tasks());
  }

  /** One answer is the label. */
  private static void checkSmall(LabelSchema schema, Answers answers) {
    Answers one = Answers.builder().add("a", "labeler0", answers.label(0)).build();
    Estimate estimate = estimate(schema, one);
    check(schema, one, estimate);
  }

  private static double right(Estimate estimate, Writer writer) {
    double right = 0;
    for (int t = 0; t < estimate.answers().tasks(); t++) {
      int i = Integer.parseInt(estimate.answers().task(t).substring("item".length()));
      String truth = writer.write(new Random(i), new Random(0), false);
      right += estimate.label(t).equals(truth) ? 1.0 / ITEMS : 0;
    }
    return right;
  }

  @Test
  void choice() {
    Writer writer =
        (truth, labeler, wrong) ->
            OPTIONS.get(wrong ? labeler.nextInt(3) : truth.nextInt(3)).value();
    LabelSchema schema = new LabelSchema.Choice("Which?", OPTIONS);
    assertThat(right(checked(schema, writer, "assay"), writer)).isGreaterThan(0.9);
  }

  @Test
  void multiChoice() {
    LabelSchema schema = new LabelSchema.MultiChoice("Which?", OPTIONS);
    Writer writer =
        (truth, labeler, wrong) -> {
          List<String> chosen = new ArrayList<>();
          for (LabelOption option : OPTIONS) {
            boolean holds = truth.nextBoolean();
            if (wrong ? labeler.nextBoolean() : holds) {
              chosen.add("\"" + option.value().replace("\"", "\\\"") + "\"");
            }
          }
          return schema.read(StoredLabels.parse("[" + String.join(",", chosen) + "]")).canonical();
        };
    assertThat(right(checked(schema, writer, "binary-relevance"), writer)).isGreaterThan(0.9);
  }

  @Test
  void multiChoice_whereNobodyChoosesAnything() {
    LabelSchema schema = new LabelSchema.MultiChoice("Which?", OPTIONS);
    checked(schema, (truth, labeler, wrong) -> "[]", "binary-relevance");
  }

  @Test
  void spans() {
    LabelSchema schema = new LabelSchema.Spans("Where?", OPTIONS);
    Writer writer =
        (truth, labeler, wrong) -> {
          int start = 10 + truth.nextInt(5) + (wrong ? labeler.nextInt(9) - 4 : 0);
          boolean misses = wrong && labeler.nextInt(3) == 0;
          String span = "{\"start\":" + start + ",\"end\":" + (start + 12) + ",\"label\":\"cat\"}";
          return misses ? "[]" : "[" + span + "]";
        };
    assertThat(right(checked(schema, writer, "match-and-vote"), writer)).isGreaterThan(0.9);
  }

  @Test
  void boxes() {
    LabelSchema schema = new LabelSchema.Boxes("Where?", OPTIONS);
    Writer writer =
        (truth, labeler, wrong) -> {
          double x = truth.nextInt(50) + (wrong ? labeler.nextDouble() : 0);
          String label = wrong && labeler.nextInt(4) == 0 ? "dog" : "cat";
          return "[{\"x\":"
              + x
              + ",\"y\":0.0,\"width\":20.5,\"height\":1.0E-4,\"label\":\""
              + label
              + "\"}]";
        };
    assertThat(right(checked(schema, writer, "match-and-vote"), writer)).isGreaterThan(0.9);
  }

  @Test
  void polygons() {
    LabelSchema schema = new LabelSchema.Polygons("Where?", OPTIONS);
    Writer writer =
        (truth, labeler, wrong) -> {
          double x = truth.nextInt(50) + (wrong ? labeler.nextDouble() : 0);
          return "[{\"points\":[["
              + x
              + ",0.0],["
              + (x + 30)
              + ",0.0],["
              + (x + 15)
              + ",40.0]],\"label\":\"dog\"}]";
        };
    checked(schema, writer, "match-and-vote");
  }

  @Test
  void rating() {
    for (LabelSchema.Rating schema :
        List.of(
            new LabelSchema.Rating("How good?", 1, 5, 1),
            new LabelSchema.Rating("How good?", 0.3, 1, 0.1),
            new LabelSchema.Rating("How good?", -10, 10, 3),
            new LabelSchema.Rating("How good?", -1, 1, 0))) {
      Writer writer =
          (truth, labeler, wrong) -> {
            double share = wrong ? labeler.nextDouble() : truth.nextDouble();
            double value = schema.min() + share * (schema.max() - schema.min());
            double steps = Math.floor((value - schema.min()) / schema.step());
            double given = schema.step() > 0 ? schema.min() + steps * schema.step() : value;
            return schema.read(StoredLabels.parse("" + given)).canonical();
          };
      checked(schema, writer, "robust-mean");
    }
  }

  @Test
  void transcription() {
    LabelSchema schema = new LabelSchema.Transcription("What is said?", 40);
    Writer writer =
        (truth, labeler, wrong) -> {
          List<String> words = new ArrayList<>();
          for (int n = 0; n < 6; n++) {
            int word = truth.nextInt(100);
            words.add("w" + (wrong && labeler.nextInt(3) == 0 ? labeler.nextInt(1000) : word));
          }
          return String.join(" ", words);
        };
    assertThat(right(checked(schema, writer, "rover"), writer)).isGreaterThan(0.9);
  }

  @Test
  void pairwise_alone() {
    LabelSchema schema = new LabelSchema.Pairwise("Which is better?", false);
    Writer writer = (truth, labeler, wrong) -> truth.nextBoolean() != wrong ? "left" : "right";
    assertThat(right(checked(schema, writer, "assay"), writer)).isGreaterThan(0.9);
  }

  @Test
  void pairwise_whereThingsComeBack() {
    for (boolean allowTie : new boolean[] {false, true}) {
      LabelSchema schema = new LabelSchema.Pairwise("Which is better?", allowTie);
      Map<String, Pair> pairs = new TreeMap<>();
      Answers.Builder builder = Answers.builder();
      Random random = new Random(5);
      for (int i = 0; i < ITEMS; i++) {
        int left = random.nextInt(12);
        int right = (left + 1 + random.nextInt(11)) % 12;
        pairs.put("item" + i, new Pair("thing" + left, "thing" + right));
        for (int j = 0; j < 3; j++) {
          String side = (left > right) == (random.nextDouble() > 0.2) ? "left" : "right";
          builder.add("item" + i, "labeler" + j, allowTie && random.nextInt(9) == 0 ? "tie" : side);
        }
      }
      Answers answers = builder.build();
      Map<String, String> gold = Map.of("item0", "left");
      Estimate estimate = estimate(schema, answers, gold, Exclusions.none(), pairs);
      assertThat(estimate.method()).isEqualTo("crowd-bradley-terry");
      check(schema, answers, estimate);
      assertThat(estimate.label(answers.taskIndex("item0"))).isEqualTo("left");
    }
  }

  @Test
  void longestTexts_areNoBurden() {
    String text = "x".repeat(90_000);
    Answers answers =
        Answers.builder().add("a", "labeler0", text).add("a", "labeler1", text + "y").build();
    LabelSchema schema = new LabelSchema.Transcription("What is said?", 100_000);
    Estimate estimate = estimate(schema, answers);
    check(schema, answers, estimate);
    assertThat(estimate.confusions().labels()).isEmpty();
  }

  /** Texts all different: more labels than a table of items and labels could hold. */
  @Test
  void manyDifferentLabels_areNoBurden() {
    Answers.Builder answers = Answers.builder();
    for (int i = 0; i < 6000; i++) {
      for (int j = 0; j < 5; j++) {
        answers.add("item" + i, "labeler" + j, "text " + i + " " + j);
      }
    }
    LabelSchema schema = new LabelSchema.Transcription("What is said?", 40);
    Answers built = answers.build();
    check(schema, built, estimate(schema, built));
  }
}
