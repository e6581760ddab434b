package io.assay.payout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.dataset.Dataset;
import io.assay.dataset.Datasets;
import io.assay.dataset.Incentive;
import io.assay.payout.economics.BonusAnswer;
import io.assay.payout.economics.BonusRounds;
import io.assay.payout.economics.BonusRounds.Bonus;
import io.assay.payout.economics.BonusRounds.Round;
import io.assay.payout.economics.Voices;
import io.assay.payout.receipts.BonusRecord;
import io.assay.payout.receipts.BonusRules;
import io.assay.platform.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * Bonuses are worked out in rounds before an epoch closes, not as an item resolves: a score needs a
 * labeler's answers to many items, and whoever saw a bonus move after each answer would learn of the
 * answers of others. A round comes when there are enough new answers (a tenth of those before, so that
 * all rounds together cost little more than the last), when no item is open, and, for all that is
 * left, when the dataset is closed.
 *
 * Which answers a round looks at is fixed first: with all writers of answers waited for, no answer can
 * appear later with a number below the last one seen. Everything else is one transaction under the
 * lock of the closing, with keys that a second one cannot write: a bonus is booked once or not at all.
 * Hold-backs, vesting, caps and holds see its ledger line as they see that of an answer.
 */
/** Works out and books what datasets pay beyond their price. */
@ApplicationScoped
class Bonuses {
  private static final Logger LOG = Logger.getLogger(Bonuses.class);

  /** The lock under which epochs are closed and sanctions are put. */
  private static final long EPOCH_LOCK = 0x4550_4f43_48L;

  private static final int TRANSACTION_SECONDS = 600;
  private static final int FETCH = 1000;

  private static final String DUE =
      """
      SELECT d.id, d.state = 'CLOSED' AND NOT EXISTS (
          SELECT 1 FROM assignment a WHERE a.dataset_id = d.id AND a.state = 'ACTIVE') AS last
      FROM dataset d LEFT JOIN LATERAL (
          SELECT answers, last_sequence, last FROM bonus_round r WHERE r.dataset_id = d.id
          ORDER BY number DESC LIMIT 1) r ON true
        CROSS JOIN LATERAL (SELECT count(*) AS fresh FROM submission s
          WHERE s.dataset_id = d.id AND s.sequence > coalesce(r.last_sequence, 0)) n
      WHERE d.incentive IS NOT NULL AND NOT coalesce(r.last, false) AND (
        n.fresh >= greatest(:answers, coalesce(r.answers, 0) / 10)
        OR n.fresh > 0 AND NOT EXISTS (SELECT 1 FROM task t
          WHERE t.dataset_id = d.id AND t.state = 'OPEN' AND t.purpose = 'LABEL')
        OR d.state = 'CLOSED' AND n.fresh + coalesce(r.answers, 0) > 0 AND NOT EXISTS (
          SELECT 1 FROM assignment a WHERE a.dataset_id = d.id AND a.state = 'ACTIVE'))
      ORDER BY d.id
      """;

  private record Due(UUID dataset, boolean last) {}

  private record Past(List<Round> rounds, long lastSequence) {}

  private final Jdbi jdbi;
  private final Transactions transactions;
  private final ObjectMapper json;
  private final Datasets datasets;
  private final BonusVoices voices;
  private final PayoutConfig config;

  Bonuses(
      Jdbi jdbi,
      Transactions transactions,
      ObjectMapper json,
      Datasets datasets,
      BonusVoices voices,
      PayoutConfig config) {
    this.jdbi = jdbi;
    this.transactions = transactions;
    this.json = json;
    this.datasets = datasets;
    this.voices = voices;
    this.config = config;
  }

  /** Books the bonuses of every dataset that has a round due. */
  void bookDue() {
    List<Due> due = transactions.committed(() -> jdbi.withHandle(this::due));
    for (Due one : due) {
      try {
        long last = transactions.committed(() -> lastSequence(one.dataset()));
        transactions.committed(
            TRANSACTION_SECONDS, () -> jdbi.withHandle(handle -> book(handle, one, last)));
      } catch (RuntimeException e) {
        // The pay of others does not wait for it; the next closing tries again.
        LOG.errorf(e, "Working out the bonuses of dataset %s failed", one.dataset());
      }
    }
  }

  private List<Due> due(Handle handle) {
    return handle
        .createQuery(DUE)
        .bind("answers", config.bonusAnswers())
        .map((row, context) -> new Due(row.getObject("id", UUID.class), row.getBoolean("last")))
        .list();
  }

  /** The number of the last answer, once none with a lower one can still appear. */
  private long lastSequence(UUID dataset) {
    return jdbi.withHandle(
        handle -> {
          handle.execute("LOCK TABLE submission IN SHARE MODE");
          return handle
              .createQuery(
                  "SELECT coalesce(max(sequence), 0) FROM submission WHERE dataset_id = :dataset")
              .bind("dataset", dataset)
              .mapTo(Long.class)
              .one();
        });
  }

  /** Whether there was a round to book. */
  private boolean book(Handle handle, Due due, long lastSequence) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", EPOCH_LOCK);
    Past past = past(handle, due.dataset());
    List<Round> rounds = new ArrayList<>(past.rounds());
    boolean over = !rounds.isEmpty() && rounds.get(rounds.size() - 1).last();
    if (over || (lastSequence <= past.lastSequence() && !due.last())) {
      return false;
    }
    Dataset dataset = datasets.get(due.dataset());
    Incentive incentive = dataset.incentive;
    if (incentive == null) {
      return false;
    }
    SortedMap<String, UUID> labelers = new TreeMap<>();
    List<BonusAnswer> answers = answers(handle, due.dataset(), lastSequence, labelers);
    Voices own = voices.of(handle, due.dataset(), labelers);
    rounds.add(new Round(answers.size(), due.last(), own));
    BigInteger most = BonusRules.mostDown(incentive, dataset.price().baseUnits());
    List<SortedMap<String, Bonus>> worked =
        BonusRounds.work(BonusRules.of(incentive), most, answers, rounds);
    SortedMap<String, Bonus> bonuses = worked.get(worked.size() - 1);
    BigInteger taken = BigInteger.ZERO;
    BigInteger amount = BigInteger.ZERO;
    for (Bonus bonus : bonuses.values()) {
      taken = taken.add(BigInteger.valueOf(bonus.answers()));
      amount = amount.add(bonus.amount());
    }
    BigDecimal reserved = new BigDecimal(most.multiply(taken));
    handle
        .createUpdate(
            """
            INSERT INTO bonus_round (dataset_id, number, answers, last_sequence, last, voices,
              reserved_base_units, amount_base_units)
            VALUES (:dataset, :number, :answers, :sequence, :last, CAST(:voices AS jsonb),
              :reserved, :amount)
            """)
        .bind("dataset", due.dataset())
        .bind("number", rounds.size())
        .bind("answers", answers.size())
        .bind("sequence", lastSequence)
        .bind("last", due.last())
        .bind("voices", write(own))
        .bind("reserved", reserved)
        .bind("amount", new BigDecimal(amount))
        .execute();
    insert(handle, due.dataset(), rounds.size(), bonuses, labelers);
    handle
        .createUpdate(
            "UPDATE dataset SET committed_base_units = committed_base_units - :free WHERE id ="
                + " :dataset")
        .bind("free", reserved.subtract(new BigDecimal(amount)))
        .bind("dataset", due.dataset())
        .execute();
    return true;
  }

  private static void insert(
      Handle handle,
      UUID dataset,
      int round,
      SortedMap<String, Bonus> bonuses,
      SortedMap<String, UUID> labelers) {
    if (bonuses.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO bonus (dataset_id, round, labeler_id, answers, amount_base_units)
            VALUES (:dataset, :round, :labeler, :answers, :amount)
            """);
    bonuses.forEach(
        (pseudonym, bonus) ->
            batch
                .bind("dataset", dataset)
                .bind("round", round)
                .bind("labeler", labelers.get(pseudonym))
                .bind("answers", bonus.answers())
                .bind("amount", new BigDecimal(bonus.amount()))
                .add());
    batch.execute();
    handle
        .createUpdate(
            """
            INSERT INTO ledger_entry (labeler_id, dataset_id, bonus_round, amount_base_units)
            SELECT labeler_id, dataset_id, round, amount_base_units FROM bonus
            WHERE dataset_id = :dataset AND round = :round AND amount_base_units > 0
            ORDER BY labeler_id
            """)
        .bind("dataset", dataset)
        .bind("round", round)
        .execute();
  }

  private static List<BonusAnswer> answers(
      Handle handle, UUID dataset, long lastSequence, Map<String, UUID> labelers) {
    List<BonusAnswer> answers = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT i.key, a.pseudonym, s.label, a.id FROM submission s
              JOIN item i ON i.id = s.item_id JOIN account a ON a.id = s.labeler_id
            WHERE s.dataset_id = :dataset AND s.sequence <= :last ORDER BY s.sequence
            """)
        .bind("dataset", dataset)
        .bind("last", lastSequence)
        .setFetchSize(FETCH)
        .map(
            (row, context) -> {
              labelers.put(row.getString(2), row.getObject(4, UUID.class));
              return new BonusAnswer(row.getString(1), row.getString(2), row.getString(3));
            })
        .forEach(answers::add);
    return answers;
  }

  /** What a bundle holds of the bonuses of a dataset; null for flat pay. */
  @Nullable BonusRecord record(Handle handle, Dataset dataset) {
    return dataset.incentive == null
        ? null
        : new BonusRecord(json.valueToTree(dataset.incentive), past(handle, dataset.id).rounds());
  }

  private Past past(Handle handle, UUID dataset) {
    long[] last = new long[1];
    List<Round> rounds =
        handle
            .createQuery(
                """
                SELECT answers, last, voices, last_sequence FROM bonus_round
                WHERE dataset_id = :dataset ORDER BY number
                """)
            .bind("dataset", dataset)
            .map(
                (row, context) -> {
                  last[0] = row.getLong("last_sequence");
                  return new Round(
                      row.getInt("answers"),
                      row.getBoolean("last"),
                      readVoices(row.getString("voices")));
                })
            .list();
    return new Past(rounds, last[0]);
  }

  private String write(Voices own) {
    ObjectNode node = json.createObjectNode();
    ObjectNode groups = node.putObject("groups");
    new TreeMap<>(own.groups()).forEach(groups::put);
    var ignored = node.putArray("ignored");
    own.ignored().stream().sorted().forEach(ignored::add);
    return node.toString();
  }

  private Voices readVoices(String text) {
    try {
      JsonNode node = json.readTree(text);
      Map<String, String> groups = new HashMap<>();
      node.path("groups")
          .fields()
          .forEachRemaining(one -> groups.put(one.getKey(), one.getValue().textValue()));
      Set<String> ignored = new HashSet<>();
      node.path("ignored").forEach(one -> ignored.add(one.textValue()));
      return new Voices(groups, ignored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
