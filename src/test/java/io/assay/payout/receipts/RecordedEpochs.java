package io.assay.payout.receipts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.answers.Answers;
import io.assay.dataset.Incentive;
import io.assay.payout.economics.BonusAnswer;
import io.assay.payout.economics.BonusRounds;
import io.assay.payout.economics.Voices;
import io.assay.payout.receipts.DatasetRecord.Answer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Epochs as the platform would record them, of made-up and of recorded crowds. */
public final class RecordedEpochs {
  static final String VAULT = "0x" + "ab".repeat(20);
  static final String NO_ROOT = "0x" + "00".repeat(32);
  private static final BigInteger PRICE = BigInteger.valueOf(1000);
  static final String AGREEMENT =
      "{\"rule\":\"correlated-agreement\",\"bonusBasisPoints\":3000,\"minAnswers\":5}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedEpochs() {}

  static JsonNode choice(String... labels) {
    String options =
        List.of(labels).stream()
            .map(label -> "{\"value\":\"" + label + "\"}")
            .collect(Collectors.joining(","));
    return json("{\"type\":\"choice\",\"question\":\"Which?\",\"options\":[" + options + "]}");
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A made-up crowd on a question of three classes, some of it ignored, grouped or known. */
  static DatasetRecord classes(String name, SplittableRandom random) {
    String[] labels = {"ant", "bee", "cat"};
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int truth = random.nextInt(3);
      for (int j = 0; j < 9; j++) {
        if (random.nextInt(9) < 5) {
          double skill = 0.5 + 0.05 * j;
          int label = random.nextDouble() < skill ? truth : random.nextInt(3);
          answers.add(new Answer("item-" + i, person(j), labels[label]));
        }
      }
    }
    Map<String, SortedMap<String, Double>> prior = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      prior.put("item-" + i, new TreeMap<>(Map.of("ant", 0.5, "bee", 0.3, "cat", 0.2)));
    }
    return new DatasetRecord(
        id(name),
        PRICE,
        choice(labels),
        "assay",
        json("{\"hash\":\"1234\"}"),
        answers,
        answers.size() - 5,
        Map.of("item-3", "bee", "item-11", "cat", "unanswered", "cat"),
        prior,
        Set.of(person(0)),
        Map.of(person(1), "cluster z", person(2), "cluster z"),
        Map.of(),
        indexes(answers),
        null);
  }

  /**
   * The same crowd paid by a rule, in two rounds, with a group, somebody ignored, and a last one.
   */
  static DatasetRecord bonused(DatasetRecord flat, String incentive) {
    Voices voices =
        new Voices(Map.of(person(1), "cluster z", person(2), "cluster z"), Set.of(person(0)));
    int all = flat.answers().size();
    return new DatasetRecord(
        flat.id(),
        flat.price(),
        flat.schema(),
        flat.method(),
        flat.model(),
        flat.answers(),
        flat.fitted(),
        flat.gold(),
        flat.prior(),
        flat.ignored(),
        flat.groups(),
        flat.pairs(),
        flat.indexes(),
        new BonusRecord(
            json(incentive),
            List.of(
                new BonusRounds.Round(all / 2, false, Voices.ALONE),
                new BonusRounds.Round(all - 3, true, voices))));
  }

  /** The bonuses of a dataset by round and labeler, as the platform would book them. */
  static List<SortedMap<String, BonusRounds.Bonus>> bonuses(DatasetRecord dataset) {
    BonusRecord bonus = dataset.bonus();
    if (bonus == null) {
      return List.of();
    }
    Incentive incentive;
    try {
      incentive = JSON.treeToValue(bonus.incentive(), Incentive.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return BonusRounds.work(
        BonusRules.of(incentive),
        BonusRules.mostDown(incentive, dataset.price()),
        dataset.answers().stream()
            .map(one -> new BonusAnswer(one.item(), one.labeler(), one.label()))
            .toList(),
        bonus.rounds());
  }

  static DatasetRecord of(String name, JsonNode schema, String method, List<Answer> answers) {
    return new DatasetRecord(
        id(name),
        PRICE,
        schema,
        method,
        null,
        answers,
        answers.size(),
        Map.of(),
        Map.of(),
        Set.of(),
        Map.of(),
        Map.of(),
        indexes(answers),
        null);
  }

  /** A recorded crowd of classes. */
  public static DatasetRecord of(String name, Answers crowd) {
    List<Answer> answers = new ArrayList<>();
    for (int t = 0; t < crowd.tasks(); t++) {
      for (int p = crowd.taskStart(t); p < crowd.taskEnd(t); p++) {
        answers.add(
            new Answer(
                crowd.task(t), crowd.labeler(crowd.labelerAt(p)), crowd.label(crowd.labelAt(p))));
      }
    }
    return of(name, choice(crowd.labelNames().toArray(String[]::new)), "assay", answers);
  }

  static String person(int number) {
    return String.format(Locale.ROOT, "%08x-person", number * 0x9E3779B1);
  }

  private static Map<String, Long> indexes(List<Answer> answers) {
    Map<String, Long> indexes = new LinkedHashMap<>();
    for (Answer one : answers) {
      indexes.computeIfAbsent(one.labeler(), name -> 7L + Math.floorMod(name.hashCode(), 1 << 14));
    }
    if (new HashSet<>(indexes.values()).size() < indexes.size()) {
      throw new IllegalStateException("two labelers have one place");
    }
    return indexes;
  }

  static String account(long index) {
    return String.format(Locale.ROOT, "0x%040x", 0xabcd_0000L + index);
  }

  /** The bundle of a first epoch of two made-up crowds. */
  public static EpochBundle madeUp() {
    SplittableRandom random = new SplittableRandom(4);
    return EpochBundle.of(
        epoch(List.of(classes("one", random), bonused(classes("two", random), AGREEMENT))));
  }

  /** Two epochs one after the other; the second pays another crowd of the same people. */
  public static List<EpochBundle> twoEpochs() {
    SplittableRandom random = new SplittableRandom(4);
    EpochRecord first = epoch(List.of(classes("one", random)));
    EpochBundle one = EpochBundle.of(first);
    EpochRecord more = epoch(List.of(classes("two", random)));
    Map<Long, BigInteger> had = new HashMap<>();
    first.payments().forEach(paid -> had.merge(paid.index(), paid.amount(), BigInteger::add));
    EpochRecord second =
        new EpochRecord(
            2,
            more.chainId(),
            more.vaultAddress(),
            one.root(),
            one.total(),
            more.software(),
            more.leaves().stream()
                .map(
                    leaf ->
                        new EpochRecord.Leaf(
                            leaf.index(),
                            leaf.account(),
                            had.containsKey(leaf.index()) ? leaf.account() : null,
                            had.getOrDefault(leaf.index(), BigInteger.ZERO)))
                .toList(),
            more.payments(),
            more.datasets());
    return List.of(one, EpochBundle.of(second));
  }

  /** The first epoch, which pays all answers of the datasets. */
  public static EpochRecord epoch(List<DatasetRecord> datasets) {
    List<EpochRecord.Payment> payments = new ArrayList<>();
    SortedMap<Long, EpochRecord.Leaf> leaves = new TreeMap<>();
    for (DatasetRecord dataset : datasets) {
      for (Answer one : dataset.answers()) {
        long index = dataset.indexes().getOrDefault(one.labeler(), 0L);
        payments.add(new EpochRecord.Payment(index, dataset.id(), one.item(), dataset.price()));
        leaves.put(index, new EpochRecord.Leaf(index, account(index), null, BigInteger.ZERO));
      }
      payments.addAll(bonusPayments(dataset));
    }
    return new EpochRecord(
        1,
        31337,
        VAULT,
        NO_ROOT,
        BigInteger.ZERO,
        "assay test",
        List.copyOf(leaves.values()),
        payments,
        datasets);
  }

  private static List<EpochRecord.Payment> bonusPayments(DatasetRecord dataset) {
    List<EpochRecord.Payment> payments = new ArrayList<>();
    int round = 0;
    for (SortedMap<String, BonusRounds.Bonus> one : bonuses(dataset)) {
      round++;
      for (Map.Entry<String, BonusRounds.Bonus> bonus : one.entrySet()) {
        if (bonus.getValue().amount().signum() > 0) {
          payments.add(
              new EpochRecord.Payment(
                  dataset.indexes().getOrDefault(bonus.getKey(), 0L),
                  dataset.id(),
                  null,
                  round,
                  bonus.getValue().amount()));
        }
      }
    }
    return payments;
  }
}
