package io.assay.payout.receipts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.dataset.Incentive;
import io.assay.payout.economics.BonusAnswer;
import io.assay.payout.economics.BonusRounds;
import io.assay.payout.economics.BonusRounds.Bonus;
import io.assay.payout.economics.Voices;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * Given are the rounds (how many of the answers, in the order of answers.csv and later-answers.csv,
 * each looked at) and who had one voice with whom in it; bonuses.csv follows. A payment of a bonus
 * names its round where that of an answer names its task.
 */
/** The bonuses of a dataset in a bundle. */
final class BonusTables {
  static final String ROUNDS = "bonus-rounds.csv";
  static final String VOICES = "bonus-voices.csv";
  static final String BONUSES = "bonuses.csv";

  /** Stands before the number of a round where a payment else has its task. */
  static final String ROUND = "bonus-";

  private static final List<String> ROUND_COLUMNS = List.of("round", "answers", "last");
  private static final List<String> VOICE_COLUMNS = List.of("round", "worker", "group");
  private static final List<String> BONUS_COLUMNS =
      List.of("round", "worker", "answers", "amount_base_units");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<SortedMap<String, Bonus>> bonuses;

  private BonusTables(List<SortedMap<String, Bonus>> bonuses) {
    this.bonuses = bonuses;
  }

  /** The files that are given, by name. */
  static SortedMap<String, byte[]> write(BonusRecord record, Numbering labelers) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<BonusRounds.Round> rounds = record.rounds();
    files.put(
        ROUNDS,
        Csv.write(
            ROUND_COLUMNS,
            rows -> {
              for (int r = 0; r < rounds.size(); r++) {
                BonusRounds.Round round = rounds.get(r);
                rows.accept(List.of("" + (r + 1), "" + round.answers(), "" + round.last()));
              }
            }));
    files.put(
        VOICES,
        Csv.write(
            VOICE_COLUMNS,
            rows -> {
              for (int r = 0; r < rounds.size(); r++) {
                String number = "" + (r + 1);
                voices(rounds.get(r).voices(), labelers)
                    .forEach((worker, group) -> rows.accept(List.of(number, worker, group)));
              }
            }));
    return files;
  }

  private static SortedMap<String, String> voices(Voices voices, Numbering labelers) {
    Numbering groups = new Numbering(voices.groups().values());
    SortedMap<String, String> rows = new TreeMap<>();
    voices
        .groups()
        .forEach(
            (labeler, group) -> {
              if (labelers.has(labeler)) {
                rows.put(labelers.of(labeler), groups.of(group));
              }
            });
    voices.ignored().stream()
        .filter(labelers::has)
        .forEach(labeler -> rows.put(labelers.of(labeler), DatasetFiles.IGNORED));
    return rows;
  }

  /**
   * Reads what is given and works the bonuses out.
   *
   * @param incentive as dataset.json has it
   * @param answers in the order in which they came
   * @throws Difference if a file lacks, cannot be read or contradicts another
   */
  static BonusTables read(
      Bundle bundle,
      String folder,
      JsonNode incentive,
      BigInteger price,
      List<BonusAnswer> answers) {
    Map<String, Map<String, String>> groups = new HashMap<>();
    Map<String, Set<String>> ignored = new HashMap<>();
    Csv.read(
        bundle,
        folder + VOICES,
        VOICE_COLUMNS,
        row -> {
          if (row.get(2).equals(DatasetFiles.IGNORED)) {
            ignored.computeIfAbsent(row.get(0), round -> new HashSet<>()).add(row.get(1));
          } else {
            groups
                .computeIfAbsent(row.get(0), round -> new HashMap<>())
                .put(row.get(1), row.get(2));
          }
        });
    List<BonusRounds.Round> rounds = new ArrayList<>();
    Csv.read(
        bundle,
        folder + ROUNDS,
        ROUND_COLUMNS,
        row -> {
          if (!row.get(0).equals("" + (rounds.size() + 1))) {
            throw new IllegalArgumentException("rounds are not counted from 1");
          }
          rounds.add(
              new BonusRounds.Round(
                  Integer.parseInt(row.get(1)),
                  Boolean.parseBoolean(row.get(2)),
                  new Voices(
                      groups.getOrDefault(row.get(0), Map.of()),
                      ignored.getOrDefault(row.get(0), Set.of()))));
        });
    try {
      Incentive said = JSON.treeToValue(incentive, Incentive.class);
      return new BonusTables(
          BonusRounds.work(BonusRules.of(said), BonusRules.mostDown(said, price), answers, rounds));
    } catch (JsonProcessingException e) {
      throw new Difference(folder + DatasetFiles.DATASET, 0, "the incentive cannot be read");
    } catch (IllegalArgumentException e) {
      throw new Difference(folder + ROUNDS, 0, String.valueOf(e.getMessage()));
    }
  }

  byte[] write() {
    return Csv.write(
        BONUS_COLUMNS,
        rows -> {
          for (int r = 0; r < bonuses.size(); r++) {
            String number = "" + (r + 1);
            bonuses
                .get(r)
                .forEach(
                    (worker, bonus) ->
                        rows.accept(
                            List.of(
                                number, worker, "" + bonus.answers(), bonus.amount().toString())));
          }
        });
  }

  /** The bonus of a worker in a round; nothing where there is none. */
  BigInteger bonusOf(@Nullable String worker, int round) {
    Bonus bonus =
        worker == null || round < 1 || round > bonuses.size()
            ? null
            : bonuses.get(round - 1).get(worker);
    return bonus == null ? BigInteger.ZERO : bonus.amount();
  }

  /** The round that a payment names; 0 where it names a task. */
  static int roundOf(String task) {
    return task.matches(ROUND + "[1-9][0-9]{0,6}")
        ? Integer.parseInt(task.substring(ROUND.length()))
        : 0;
  }

  /** A payment's place in its leaf: tasks count up from 0, rounds down from 2^32 - 1. */
  static int lineNumber(String task) {
    int round = roundOf(task);
    return round > 0 ? -round : Integer.parseInt(task);
  }
}
