package io.assay.fraud.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.consensus.classification.RealCrowds;
import io.assay.platform.Properties;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class TimingTest {
  private static final double DAY = 86_400;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /** People with an hour of the day of their own, who work on most days, item after item. */
  private static List<TimedAnswer> crowd(SplittableRandom random, int labelers, int days) {
    List<TimedAnswer> answers = new ArrayList<>();
    for (int j = 0; j < labelers; j++) {
      double hour = 8 + random.nextInt(10);
      double speed = random.nextDouble();
      int item = random.nextInt(20);
      for (int day = 0; day < days; day++) {
        if (random.nextDouble() < 0.7) {
          double at = day * DAY + hour * 3600 + random.nextDouble() * 3600;
          for (int i = 0; i < 10; i++) {
            double seconds = seconds(random, item, speed);
            at += seconds;
            answers.add(new TimedAnswer("labeler-" + j, "item-" + item, at, seconds));
            item += 1 + random.nextInt(2);
          }
        }
      }
    }
    return answers;
  }

  private static double seconds(SplittableRandom random, int item, double speed) {
    double load = new SplittableRandom(item).nextDouble();
    return Math.exp(2 + load - speed + random.nextGaussian() * 0.4);
  }

  @Test
  void honestCrowd_hasEValuesOfMeanAtMostOne() {
    double sum = 0;
    int pairs = 0;
    int strong = 0;
    for (int seed = 0; seed < 3; seed++) {
      Timing timing = new Timing(crowd(new SplittableRandom(seed), 24, 21));
      for (int a = 0; a < 24; a++) {
        for (int b = a + 1; b < 24; b++) {
          double nats = timing.compare("labeler-" + a, "labeler-" + b).nats();
          sum += nats > 0 ? Math.exp(nats) : 1;
          strong += nats >= Math.log(5) ? 1 : 0;
          pairs++;
        }
      }
    }
    assertThat(strong / (double) pairs).isLessThanOrEqualTo(0.05);
    assertThat(sum / pairs).as("1 more where less than 1 is not counted").isLessThan(1.3);
  }

  /** One person answers the same items in two windows. */
  @Test
  void twoWindowsOfOnePerson_areSynchronous() {
    Properties.forAll(
        3,
        random -> {
          List<TimedAnswer> answers = crowd(random, 10, 21);
          for (TimedAnswer answer : List.copyOf(answers)) {
            if (answer.labeler().equals("labeler-3")) {
              double lag = 5 + 20 * random.nextDouble();
              answers.add(
                  new TimedAnswer("twin", answer.item(), answer.at() + lag, answer.seconds()));
            }
          }
          TimingEvidence evidence = new Timing(answers).compare("twin", "labeler-3");
          assertThat(evidence.synchronyP()).isLessThan(0.06);
          assertThat(evidence.correlation()).isGreaterThan(0.5);
          assertThat(evidence.nats()).isBetween(1.0, Timing.CAP_NATS);
        });
  }

  @Test
  void fewAnswers_sayNothing() {
    List<TimedAnswer> answers = new ArrayList<>();
    for (int i = 0; i < Timing.FEWEST - 1; i++) {
      answers.add(new TimedAnswer("a", "item-" + i, i * DAY, 3));
      answers.add(new TimedAnswer("b", "item-" + i, i * DAY, 3));
    }
    assertThat(new Timing(answers).compare("a", "b").nats()).isZero();
  }

  /** Recorded response times: pairs nobody planted. */
  @Test
  void recordedCrowds_residualTimes_areCalibrated() throws IOException {
    Path folder = RealCrowds.findFolder().orElse(null);
    if (folder == null) {
      return;
    }
    for (String name : List.of("sp_amt", "weather_amt")) {
      Timing timing = new Timing(read(folder.resolve(name)));
      TreeSet<String> labelers = new TreeSet<>();
      read(folder.resolve(name)).forEach(answer -> labelers.add(answer.labeler()));
      int pairs = 0;
      int strong = 0;
      int overTwenty = 0;
      double sum = 0;
      for (String a : labelers) {
        for (String b : labelers.tailSet(a, false)) {
          TimingEvidence evidence = timing.compare(a, b);
          if (evidence.correlationP() < 1) {
            pairs++;
            strong += evidence.correlationP() <= 0.01 ? 1 : 0;
            overTwenty += evidence.nats() >= Math.log(20) ? 1 : 0;
            sum += Math.exp(evidence.nats());
          }
        }
      }
      System.out.println(
          name
              + ": "
              + pairs
              + " pairs, p <= .01 for "
              + strong / (double) pairs
              + ", mean E "
              + sum / pairs);
      assertThat(pairs).isGreaterThan(100);
      assertThat(overTwenty).isZero();
      assertThat(strong / (double) pairs).isLessThan(0.05);
      assertThat(sum / pairs).isLessThan(1.5);
    }
  }

  private static List<TimedAnswer> read(Path folder) throws IOException {
    List<TimedAnswer> answers = new ArrayList<>();
    try (Reader file = Files.newBufferedReader(folder.resolve("labels_extra.csv"))) {
      for (CSVRecord row : FORMAT.parse(file)) {
        String seconds = row.get("seconds");
        answers.add(
            new TimedAnswer(
                row.get("worker"),
                row.get("task"),
                0,
                seconds.isEmpty() ? Double.NaN : Double.parseDouble(seconds)));
      }
    }
    return answers;
  }
}
