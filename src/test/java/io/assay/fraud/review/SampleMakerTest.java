package io.assay.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.assay.fraud.linkage.EvidenceFamily;
import io.assay.platform.TokenAmount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleMakerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private static SampleMaker.Sample make(long seed, boolean planted) {
    List<SampleMaker.Question> questions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      questions.add(
          new SampleMaker.Question(
              "item-" + i,
              JsonNodeFactory.instance.objectNode().put("text", "" + i),
              "abcd".charAt(i % 4) + ""));
    }
    return new SampleMaker(
            new Random(seed),
            planted,
            List.of("a", "b", "c", "d"),
            questions,
            List.of("w-1", "w-2", "w-3"))
        .make(TokenAmount.of(1000), NOW);
  }

  @Test
  void plantedOnes_agreeBeyondChance_innocentOnesDoNot() {
    for (int seed = 0; seed < 50; seed++) {
      assertThat(make(seed, true).content().evidence().pairs())
          .allSatisfy(pair -> assertThat(pair.logEValue()).isGreaterThan(3));
      assertThat(make(seed, false).content().evidence().pairs())
          .allSatisfy(pair -> assertThat(pair.logEValue()).isLessThan(5));
    }
  }

  @Test
  void whatItShows_addsUp_andTheKindDoesNotShowInItsShape() {
    for (int seed = 0; seed < 20; seed++) {
      for (boolean planted : new boolean[] {true, false}) {
        SampleMaker.Sample sample = make(seed, planted);
        long answers = 0;
        BigInteger money = BigInteger.ZERO;
        for (CaseView.Suspect one : sample.content().labelers()) {
          answers += one.answers();
          money = money.add(one.unpaidBaseUnits().baseUnits());
        }
        assertThat(sample.content().ban().removedAnswers()).isEqualTo(answers);
        assertThat(sample.money().baseUnits()).isEqualTo(money);
        assertThat(sample.flags()).isNotEmpty();
        long submitted =
            sample.content().timeline().stream()
                .filter(event -> event.kind() == CaseDetail.EventKind.SUBMITTED)
                .mapToLong(CaseDetail.TimelineEvent::count)
                .sum();
        assertThat(submitted).isEqualTo(answers);
        assertThat(sample.content().timeline())
            .allSatisfy(event -> assertThat(event.at()).isBeforeOrEqualTo(NOW));
      }
    }
  }

  @Test
  void waterfall_startsAtThePrior_andTakesTheStrongestOfEachFamily() {
    Evidence.PairView pair = make(1, true).content().evidence().pairs().get(0);
    List<CaseDetail.Edge> edges =
        List.of(
            new CaseDetail.Edge(
                pair.labelerIdA(), pair.labelerIdB(), EvidenceFamily.IDENTITY, 9.0, "browser"),
            new CaseDetail.Edge(
                pair.labelerIdA(), pair.labelerIdB(), EvidenceFamily.IDENTITY, 12.0, "wallet"),
            new CaseDetail.Edge(
                pair.labelerIdA(), pair.labelerIdB(), EvidenceFamily.CONTENT, 20.0, "copies"));
    List<CaseDetail.Summand> summands = Waterfall.of(10_000, edges);
    assertThat(summands).hasSize(3);
    assertThat(summands.get(0).label()).isEqualTo("prior");
    assertThat(summands.get(0).nats()).isEqualTo(-10.0, within(0.02));
    assertThat(summands.get(1))
        .isEqualTo(new CaseDetail.Summand(EvidenceFamily.IDENTITY, "wallet", 0.7 * 12));
    assertThat(summands.get(2))
        .isEqualTo(new CaseDetail.Summand(EvidenceFamily.CONTENT, "copies", 20));
  }

  @Test
  void goodwill_isRoundedDownToTheBaseUnit() {
    assertThat(Appeals.goodwill(TokenAmount.of(49), 2)).isEqualTo(TokenAmount.ZERO);
    assertThat(Appeals.goodwill(TokenAmount.of(50), 2)).isEqualTo(TokenAmount.of(1));
    assertThat(Appeals.goodwill(TokenAmount.of(123_456), 2)).isEqualTo(TokenAmount.of(2469));
  }
}
