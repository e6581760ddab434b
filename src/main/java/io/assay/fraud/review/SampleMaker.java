package io.assay.fraud.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.account.LabelerId;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a case whose truth is known, over real items: a few accounts that answer on their own
 * with accuracy a (INNOCENT), or that copy one master answer with probability c and else answer on
 * their own (PLANTED). What it shows of pairs is worked out as for real ones: the agreement
 * expected of people who work alone, sum of a^2 + (1 - a)^2 / (K - 1) over K classes, and the log
 * of the mean likelihood ratio of copying (nats).
 */
final class SampleMaker {
  private static final double ACCURACY = 0.82;
  private static final double MASTER_ACCURACY = 0.62;
  private static final double COPIED = 0.95;
  private static final double ANSWERED = 0.8;
  private static final double[] COPY_RATES = {0.25, 0.5, 0.75, 0.95};

  /** A real item and the label it is thought to have. */
  record Question(String key, JsonNode content, @Nullable String consensus) {}

  /** What is made of it. */
  record Sample(SampleContent content, List<Flag> flags, TokenAmount money) {}

  /** A flag of the case. */
  record Flag(String kind, List<LabelerId> labelers, @Nullable Double logEValue, String summary) {}

  private final Random random;
  private final boolean planted;
  private final List<String> classes;
  private final List<Question> questions;
  private final List<LabelerId> ids = new ArrayList<>();
  private final List<String> names;
  private final List<Map<Integer, String>> answers = new ArrayList<>();
  private final List<String> truths = new ArrayList<>();

  /**
   * Prepares a case.
   *
   * @param names of the accounts, one each
   * @param classes the labels, at least two
   */
  SampleMaker(
      Random random,
      boolean planted,
      List<String> classes,
      List<Question> questions,
      List<String> names) {
    this.random = random;
    this.planted = planted;
    this.classes = classes;
    this.questions = questions;
    this.names = names;
  }

  Sample make(TokenAmount price, Instant now) {
    names.forEach(name -> ids.add(new LabelerId(new UUID(random.nextLong(), random.nextLong()))));
    names.forEach(name -> answers.add(new TreeMap<>()));
    for (int q = 0; q < questions.size(); q++) {
      answer(q);
    }
    List<Evidence.PairView> pairs = pairs();
    List<CaseView.Suspect> suspects = new ArrayList<>();
    long all = 0;
    for (int j = 0; j < names.size(); j++) {
      long count = answers.get(j).size();
      all += count;
      suspects.add(
          new CaseView.Suspect(ids.get(j), names.get(j), false, count, price.times(count)));
    }
    TokenAmount money = price.times(all);
    EffectView ban =
        new EffectView(
            all, all / 5, all / 15, money, TokenAmount.ZERO, TokenAmount.ZERO, names.size());
    suspects.sort(Comparator.comparing(CaseView.Suspect::name));
    SampleContent content =
        new SampleContent(suspects, new Evidence(pairs, commonItems()), timeline(now), ban);
    return new Sample(content, flags(pairs), money);
  }

  private void answer(int q) {
    String known = questions.get(q).consensus();
    String truth = known == null || !classes.contains(known) ? any(classes) : known;
    truths.add(truth);
    String master = alone(truth, MASTER_ACCURACY);
    for (Map<Integer, String> mine : answers) {
      if (random.nextDouble() < ANSWERED) {
        boolean copies = planted && random.nextDouble() < COPIED;
        mine.put(q, copies ? master : alone(truth, ACCURACY));
      }
    }
  }

  private String alone(String truth, double accuracy) {
    if (random.nextDouble() < accuracy) {
      return truth;
    }
    return any(classes.stream().filter(label -> !label.equals(truth)).toList());
  }

  private String any(List<String> labels) {
    return labels.get(random.nextInt(labels.size()));
  }

  private double share(int q, String label) {
    return truths.get(q).equals(label) ? ACCURACY : (1 - ACCURACY) / (classes.size() - 1);
  }

  private List<Evidence.PairView> pairs() {
    List<Evidence.PairView> pairs = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        pairs.add(pair(a, b));
      }
    }
    pairs.sort(
        Comparator.comparingDouble(
            (Evidence.PairView pair) -> pair.logEValue() == null ? 0 : -pair.logEValue()));
    return pairs;
  }

  private Evidence.PairView pair(int a, int b) {
    int common = 0;
    int same = 0;
    double[] log = new double[COPY_RATES.length];
    for (Map.Entry<Integer, String> mine : answers.get(a).entrySet()) {
      String other = answers.get(b).get(mine.getKey());
      if (other == null) {
        continue;
      }
      common++;
      boolean equal = other.equals(mine.getValue());
      same += equal ? 1 : 0;
      for (int j = 0; j < log.length; j++) {
        double c = COPY_RATES[j];
        log[j] += StrictMath.log(1 - c + (equal ? c / share(mine.getKey(), other) : 0));
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (double one : log) {
      most = Math.max(most, one);
    }
    double sum = 0;
    for (double one : log) {
      sum += StrictMath.exp(one - most);
    }
    double wrong = 1 - ACCURACY;
    double expected = ACCURACY * ACCURACY + wrong * wrong / (classes.size() - 1);
    return new Evidence.PairView(
        ids.get(a),
        ids.get(b),
        names.get(a),
        names.get(b),
        common,
        same,
        Math.round(10 * common * expected) / 10.0,
        most + StrictMath.log(sum / log.length));
  }

  private List<Evidence.CommonItem> commonItems() {
    List<Evidence.CommonItem> items = new ArrayList<>();
    for (int q = 0; q < questions.size(); q++) {
      List<Evidence.Answer> said = new ArrayList<>();
      Map<String, Integer> counts = new TreeMap<>();
      for (int j = 0; j < names.size(); j++) {
        String label = answers.get(j).get(q);
        if (label != null) {
          said.add(new Evidence.Answer(names.get(j), label));
          counts.merge(label, 1, Integer::sum);
        }
      }
      if (said.size() > 1) {
        String usual = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
        Question question = questions.get(q);
        items.add(
            new Evidence.CommonItem(
                question.key(), question.content(), truths.get(q), share(q, usual), said));
      }
    }
    items.sort(Comparator.comparingDouble(Evidence.CommonItem::expectedAgreement));
    return items;
  }

  private List<Flag> flags(List<Evidence.PairView> pairs) {
    List<Flag> flags = new ArrayList<>();
    if (!planted || random.nextBoolean()) {
      flags.add(
          new Flag("SAME_BROWSER", ids, null, ids.size() + " accounts were used from one browser"));
    }
    int copying = planted ? pairs.size() : random.nextInt(2);
    for (Evidence.PairView pair : pairs.subList(0, copying)) {
      flags.add(
          new Flag(
              "COPYING",
              List.of(pair.labelerIdA(), pair.labelerIdB()),
              pair.logEValue(),
              String.format(
                  java.util.Locale.ROOT,
                  "Same answer on %d of %d common items; %.1f expected of two people who work alone",
                  pair.same(),
                  pair.commonItems(),
                  pair.expectedSame())));
    }
    return flags;
  }

  private List<CaseDetail.TimelineEvent> timeline(Instant now) {
    List<CaseDetail.TimelineEvent> events = new ArrayList<>();
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    for (int j = 0; j < ids.size(); j++) {
      LabelerId id = ids.get(j);
      Instant joined = hour.minus(100 + random.nextInt(100), ChronoUnit.HOURS);
      events.add(new CaseDetail.TimelineEvent(id, joined, CaseDetail.EventKind.REGISTERED, 1));
      int left = answers.get(j).size();
      for (int h = 2; left > 0; h += 1 + random.nextInt(6)) {
        int done = Math.min(left, 1 + random.nextInt(12));
        left -= done;
        events.add(
            new CaseDetail.TimelineEvent(
                id, joined.plus(h, ChronoUnit.HOURS), CaseDetail.EventKind.SUBMITTED, done));
      }
      events.add(new CaseDetail.TimelineEvent(id, hour, CaseDetail.EventKind.FLAGGED, 1));
    }
    events.sort(Comparator.comparing(CaseDetail.TimelineEvent::at));
    return events;
  }
}
