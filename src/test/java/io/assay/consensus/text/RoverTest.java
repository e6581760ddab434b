package io.assay.consensus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoverTest {
  private static final double[] CROWD = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5};

  private static Map<String, String> texts(TextConsensus consensus) {
    Map<String, String> texts = new TreeMap<>();
    consensus.items().forEach(item -> texts.put(item.item(), item.text()));
    return texts;
  }

  private static Map<String, String> firstAnswers(Collection<TextAnswer> answers) {
    Map<String, String> texts = new TreeMap<>();
    answers.forEach(answer -> texts.putIfAbsent(answer.item(), answer.text()));
    return texts;
  }

  /** The medoid where all labelers weigh the same, found item by item. */
  private static Map<String, String> plainMedoids(Collection<TextAnswer> answers) {
    Map<String, List<TextAnswer>> byItem = new TreeMap<>();
    answers.forEach(
        answer -> byItem.computeIfAbsent(answer.item(), item -> new ArrayList<>()).add(answer));
    Map<String, String> texts = new TreeMap<>();
    byItem.forEach((item, some) -> texts.putAll(texts(new WeightedMedoid().estimate(some))));
    return texts;
  }

  @Test
  void beatsMedoidsAndSingleAnswers() {
    for (long seed = 1; seed <= 3; seed++) {
      for (int redundancy : new int[] {3, 5}) {
        SyntheticTexts crowd = new SyntheticTexts(seed, 120, CROWD, redundancy);
        double rover = crowd.wordErrorRate(texts(new Rover().estimate(crowd.answers)));
        double medoid = crowd.wordErrorRate(texts(new WeightedMedoid().estimate(crowd.answers)));
        double plain = crowd.wordErrorRate(plainMedoids(crowd.answers));
        double single = crowd.wordErrorRate(firstAnswers(crowd.answers));
        assertThat(rover).isLessThan(medoid);
        assertThat(rover).isLessThan(plain);
        assertThat(medoid).isLessThan(plain);
        assertThat(plain).isLessThan(single);
      }
    }
  }

  @Test
  void confidence_isTheShareOfWordsThatAreRight() {
    SyntheticTexts crowd = new SyntheticTexts(7, 300, CROWD, 4);
    TextConsensus consensus = new Rover().estimate(crowd.answers);
    double expected = 0;
    for (TextEstimate item : consensus.items()) {
      assertThat(item.confidence()).isBetween(0.0, 1.0);
      expected += item.confidence() / consensus.items().size();
      for (TokenEstimate token : item.tokens()) {
        assertThat(token.confidence()).isBetween(0.0, 1.0);
      }
    }
    double right = 1 - crowd.wordErrorRate(texts(consensus));
    assertThat(expected).isBetween(right - 0.08, right + 0.08);
  }

  @Test
  void reliabilities_rankLabelersAndHoldTheTruth() {
    SyntheticTexts crowd = new SyntheticTexts(8, 200, CROWD, 4);
    List<TextReliability> labelers = new Rover().estimate(crowd.answers).labelers();
    for (int j = 0; j < CROWD.length; j++) {
      TextReliability one = labelers.get(j);
      assertThat(one.accuracy()).isBetween(one.accuracyLow(), one.accuracyHigh());
      assertThat(one.accuracyHigh()).isGreaterThan(1 - CROWD[j]);
      assertThat(one.accuracyLow()).isLessThan(1 - CROWD[j]);
      if (j > 0) {
        assertThat(one.accuracy()).isLessThan(labelers.get(j - 1).accuracy());
      }
    }
  }

  @Test
  void orderOfRows_leavesNoTrace() {
    SyntheticTexts crowd = new SyntheticTexts(3, 40, CROWD, 4);
    TextConsensus rover = new Rover().estimate(crowd.answers);
    TextConsensus medoid = new WeightedMedoid().estimate(crowd.answers);
    List<TextAnswer> rows = new ArrayList<>(crowd.answers);
    for (int n = 0; n < 5; n++) {
      Collections.shuffle(rows, new Random(n));
      assertThat(new Rover().estimate(rows)).isEqualTo(rover);
      assertThat(new WeightedMedoid().estimate(rows)).isEqualTo(medoid);
    }
  }

  @Test
  void namesOfLabelers_leaveNoTrace() {
    SyntheticTexts crowd = new SyntheticTexts(4, 60, CROWD, 5);
    List<TextAnswer> renamed = new ArrayList<>();
    for (TextAnswer answer : crowd.answers) {
      int number = Integer.parseInt(answer.labeler().substring("labeler".length()));
      renamed.add(new TextAnswer(answer.item(), "x" + (9 - number), answer.text()));
    }
    TextConsensus before = new Rover().estimate(crowd.answers);
    TextConsensus after = new Rover().estimate(renamed);
    assertThat(after.items()).isEqualTo(before.items());
    for (int j = 0; j < CROWD.length; j++) {
      TextReliability one = after.labelers().get(CROWD.length - 1 - j);
      assertThat(one.accuracy()).isEqualTo(before.labelers().get(j).accuracy());
      assertThat(one.accuracyLow()).isEqualTo(before.labelers().get(j).accuracyLow());
    }
    assertThat(new WeightedMedoid().estimate(renamed).items())
        .isEqualTo(new WeightedMedoid().estimate(crowd.answers).items());
  }

  @Test
  void noAnswer_andOneAnswer_areDefined() {
    assertThat(new Rover().estimate(List.of()).items()).isEmpty();
    assertThat(new WeightedMedoid().estimate(List.of()).labelers()).isEmpty();
    List<TextAnswer> one = List.of(new TextAnswer("a", "x", "  two\n\twords "));
    for (TextConsensus consensus :
        List.of(new Rover().estimate(one), new WeightedMedoid().estimate(one))) {
      assertThat(consensus.items().get(0).text()).isEqualTo("two\n\twords");
      assertThat(consensus.items().get(0).confidence()).isBetween(0.5, 0.95);
      assertThat(consensus.labelers().get(0).answers()).isEqualTo(1);
    }
    List<TextAnswer> empty = List.of(new TextAnswer("a", "x", ""), new TextAnswer("a", "y", " "));
    assertThat(new Rover().estimate(empty).items().get(0).text()).isEmpty();
  }

  @Test
  void textsWithNothingInCommon_giveOneOfThem() {
    List<TextAnswer> answers =
        List.of(
            new TextAnswer("a", "x", "one two three four"),
            new TextAnswer("a", "y", "five six seven"),
            new TextAnswer("a", "z", "eight nine ten eleven twelve"));
    TextEstimate item = new Rover().estimate(answers).items().get(0);
    assertThat(answers.stream().map(TextAnswer::text)).contains(item.text());
    assertThat(item.confidence()).isLessThan(0.5);
  }

  @Test
  void scriptsWithoutSpaces_areVotedOnByCharacter() {
    List<TextAnswer> answers =
        List.of(
            new TextAnswer("a", "x", "東京都に行きますよ"),
            new TextAnswer("a", "y", "東都に行きます"),
            new TextAnswer("a", "z", "東京都へ行きます"));
    assertThat(new Rover().estimate(answers).items().get(0).text()).isEqualTo("東京都に行きます");
  }

  @Test
  void knownTexts_areCertainAndTeach() {
    List<TextAnswer> answers = new ArrayList<>();
    Map<String, String> gold = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      answers.add(new TextAnswer("gold" + i, "good", "alpha beta gamma " + i));
      answers.add(new TextAnswer("gold" + i, "bad1", "alfa beta"));
      answers.add(new TextAnswer("gold" + i, "bad2", "alfa beta"));
      gold.put("gold" + i, "alpha beta gamma " + i);
    }
    answers.add(new TextAnswer("new", "good", "red sky tonight"));
    answers.add(new TextAnswer("new", "bad1", "read sky"));
    answers.add(new TextAnswer("new", "bad2", "read sky"));
    TextConsensus consensus = new Rover().estimate(answers, gold);
    assertThat(texts(consensus)).containsAllEntriesOf(gold);
    assertThat(texts(consensus)).containsEntry("new", "red sky tonight");
  }

  @Test
  void weightZero_decidesNothing() {
    List<TextAnswer> answers =
        List.of(
            new TextAnswer("a", "x", "yes please"),
            new TextAnswer("a", "y", "no thanks", 0),
            new TextAnswer("a", "z", "no thanks", 0));
    assertThat(new Rover().estimate(answers).items().get(0).text()).isEqualTo("yes please");
    assertThat(new Rover().estimate(answers.subList(1, 3)).items().get(0).text())
        .isEqualTo("no thanks");
  }

  @Test
  void longTexts_areTakenWhole() {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < 20_000; n++) {
      text.append("wort ");
    }
    List<TextAnswer> answers =
        List.of(
            new TextAnswer("a", "x", text + "ende"),
            new TextAnswer("a", "y", text + "ende"),
            new TextAnswer("a", "z", text + "aus"));
    assertThat(new Rover().estimate(answers).items().get(0).text()).isEqualTo(text + "ende");
  }

  @Test
  void twoAnswersOfOneLabeler_areRefused() {
    List<TextAnswer> twice = List.of(new TextAnswer("a", "x", "b"), new TextAnswer("a", "x", "c"));
    assertThatThrownBy(() -> new Rover().estimate(twice))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
