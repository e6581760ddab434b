package io.assay.consensus.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.answers.Exclusions;
import io.assay.platform.Properties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatchAndVoteTest {
  private static final MatchAndVote ESTIMATOR = new MatchAndVote();

  /** Three objects an item; labelers 0 to 2 are exact, the others miss, invent and draw loosely. */
  private static List<Marking> crowd(SplittableRandom random, int items, boolean polygons) {
    List<Marking> markings = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < 6; j++) {
        boolean exact = j < 3;
        List<Shape> shapes = new ArrayList<>();
        for (int object = 0; object < 3; object++) {
          if (exact ? random.nextInt(20) > 0 : random.nextInt(10) > 3) {
            double noise = exact ? 1 : 8;
            shapes.add(
                shape(
                    100 + 200 * object + noise * (random.nextDouble() - 0.5),
                    100 + noise * (random.nextDouble() - 0.5),
                    60 + noise * (random.nextDouble() - 0.5),
                    exact || random.nextInt(3) > 0 ? "c" + object : "c" + random.nextInt(3),
                    polygons));
          }
        }
        if (!exact && random.nextBoolean()) {
          shapes.add(shape(800 * random.nextDouble(), 400 + 100 * j, 60, "c0", polygons));
        }
        markings.add(new Marking("i" + i, "w" + j, shapes));
      }
    }
    return markings;
  }

  private static Shape shape(double x, double y, double size, String label, boolean polygon) {
    if (!polygon) {
      return new Shape.Box(x, y, size, size, label);
    }
    List<Shape.Point> points = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      double angle = Math.PI * n / 6;
      points.add(
          new Shape.Point(
              x + size / 2 * (1 + Math.cos(angle)), y + size / 2 * (1 + Math.sin(angle))));
    }
    return new Shape.Polygon(points, label);
  }

  @Test
  void objects_areFound_placedBetterThanByOneLabeler_andInventionsAreLeftOut() {
    for (boolean polygons : new boolean[] {false, true}) {
      ObjectConsensus consensus =
          ESTIMATOR.estimate(crowd(new SplittableRandom(4), 30, polygons), Exclusions.none());
      int exact = 0;
      double overlap = 0;
      for (ItemObjects item : consensus.items()) {
        exact += item.objects().size() == 3 ? 1 : 0;
        for (ObjectEstimate object : item.objects()) {
          int number = object.shape().label().charAt(1) - '0';
          Shape truth = shape(100 + 200 * number, 100, 60, object.shape().label(), polygons);
          overlap += Overlap.of(truth, object.shape());
          assertThat(object.existence()).isBetween(0.5, 1.0);
        }
        assertThat(item.confidence()).isBetween(0.0, 1.0);
      }
      assertThat(exact).isGreaterThanOrEqualTo(28);
      assertThat(overlap / (3 * 30)).isGreaterThan(0.95);
      List<ObjectReliability> labelers = consensus.labelers();
      assertThat(labelers.get(0).agreement()).isGreaterThan(labelers.get(4).agreement() + 0.2);
      assertThat(labelers.get(0).overlap()).isGreaterThan(labelers.get(4).overlap());
      labelers.forEach(
          one -> {
            assertThat(one.agreement()).isBetween(one.agreementLow(), one.agreementHigh());
            assertThat(one.precision()).isBetween(one.precisionLow(), one.precisionHigh());
            assertThat(one.recall()).isBetween(one.recallLow(), one.recallHigh());
          });
    }
  }

  @Test
  void rowsInAnyOrder_giveTheSame_andNewNamesChangeOnlyNames() {
    Properties.forAll(
        6,
        random -> {
          List<Marking> crowd = crowd(random, 5, random.nextBoolean());
          ObjectConsensus consensus = ESTIMATOR.estimate(crowd, Exclusions.none());
          List<Marking> shuffled = new ArrayList<>(crowd);
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          assertThat(ESTIMATOR.estimate(shuffled, Exclusions.none())).isEqualTo(consensus);
          List<Marking> renamed =
              crowd.stream()
                  .map(m -> new Marking(m.item(), "z" + ('9' - m.labeler().charAt(1)), m.shapes()))
                  .toList();
          ObjectConsensus after = ESTIMATOR.estimate(renamed, Exclusions.none());
          for (int i = 0; i < consensus.items().size(); i++) {
            assertThat(after.items().get(i).objects().stream().map(ObjectEstimate::marks))
                .isEqualTo(
                    consensus.items().get(i).objects().stream()
                        .map(ObjectEstimate::marks)
                        .toList());
          }
        });
  }

  @Test
  void spans_haveMedianEnds_andTheClassOfTheMajority() {
    List<Marking> markings = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 3; j++) {
        markings.add(
            new Marking("i" + i, "w" + j, List.of(new Shape.Span(10, 20 + j, j == 2 ? "b" : "a"))));
      }
    }
    ItemObjects item = ESTIMATOR.estimate(markings, Exclusions.none()).items().get(0);
    assertThat(item.objects().get(0).shape()).isEqualTo(new Shape.Span(10, 21, "a"));
  }

  @Test
  void outlinesThatCrossThemselves_areNoError() {
    Shape bow =
        new Shape.Polygon(
            List.of(
                new Shape.Point(0, 0),
                new Shape.Point(2, 2),
                new Shape.Point(2, 0),
                new Shape.Point(0, 2)),
            "a");
    Shape flat =
        new Shape.Polygon(
            List.of(new Shape.Point(0, 0), new Shape.Point(1, 1), new Shape.Point(2, 2)), "a");
    assertThat(Overlap.of(bow, bow)).isGreaterThan(0.99);
    assertThat(Overlap.of(flat, flat)).isZero();
  }

  @Test
  void smallestInputs_areNoError() {
    assertThat(ESTIMATOR.estimate(List.of(), Exclusions.none()).items()).isEmpty();
    ItemObjects nothing =
        ESTIMATOR
            .estimate(List.of(new Marking("i", "w", List.of())), Exclusions.none())
            .items()
            .get(0);
    assertThat(nothing.objects()).isEmpty();
    assertThat(nothing.confidence()).isBetween(0.0, 1.0);
    Shape box = new Shape.Box(1, 2, 3, 4, "a");
    ItemObjects one =
        ESTIMATOR
            .estimate(List.of(new Marking("i", "w", List.of(box))), Exclusions.none())
            .items()
            .get(0);
    assertThat(one.objects().get(0).shape()).isEqualTo(box);
  }
}
