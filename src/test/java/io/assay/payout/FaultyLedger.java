package io.assay.payout;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.FitRecords;
import io.assay.dataset.Dataset;
import io.assay.dataset.LabelSchema;
import io.assay.platform.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Labelers, datasets and answers in a database of the platform, written as the platform would. */
final class FaultyLedger {
  private static final String SCHEMA =
      "{\"type\":\"choice\",\"question\":\"?\",\"options\":[{\"value\":\"a\"},{\"value\":\"b\"}]}";
  private static final long[] PRICES = {7, 1_000_003};

  private final Jdbi jdbi;
  private final List<UUID> labelers = new ArrayList<>();
  private final List<UUID> datasets = new ArrayList<>();
  private final Map<UUID, String> wallets = new HashMap<>();
  private int items;

  FaultyLedger(Jdbi jdbi, int count) {
    this.jdbi = jdbi;
    jdbi.useTransaction(
        handle -> {
          UUID requester = account(handle, "requester", "requester", null);
          for (int i = 0; i < count; i++) {
            String wallet = "0x" + String.format("%040x", 0xabc000 + i);
            UUID labeler = account(handle, "labeler" + i, "labeler", wallet);
            labelers.add(labeler);
            wallets.put(labeler, wallet);
            handle.execute(
                "INSERT INTO personhood (labeler_id, kind, nullifier) VALUES (?, 'embedded-issuer', ?)",
                labeler,
                "n" + i);
          }
          deposit(handle, requester);
          for (long price : PRICES) {
            datasets.add(dataset(handle, requester, price));
          }
        });
  }

  private static void deposit(Handle handle, UUID requester) {
    UUID id = UUID.randomUUID();
    handle.execute(
        "INSERT INTO deposit (id, requester_id, amount_base_units, reference, booked_by) VALUES"
            + " (?, ?, 1000000000000000, 'test', ?)",
        id,
        requester,
        requester);
    Postings.deposit(handle, id);
  }

  private static UUID account(Handle handle, String name, String role, String wallet) {
    UUID id = UUID.randomUUID();
    handle.execute(
        "INSERT INTO account (id, subject, name, role, wallet_address) VALUES (?, ?, ?, ?, ?)",
        id,
        name,
        name,
        role,
        wallet);
    return id;
  }

  private static UUID dataset(Handle handle, UUID requester, long price) {
    UUID id = UUID.randomUUID();
    handle.execute(
        """
        INSERT INTO dataset (id, requester_id, name, label_schema, price_base_units, redundancy_min,
          redundancy_max, target_confidence, gold_share, lease_seconds, state, funded_base_units,
          budget_base_units)
        VALUES (?, ?, 'd', CAST(? AS jsonb), ?, 1, 1, 0.9, 0, 60, 'OPEN', 0, 1000000000000000)
        """,
        id,
        requester,
        SCHEMA,
        price);
    return id;
  }

  List<UUID> labelers() {
    return labelers;
  }

  String wallet(UUID labeler) {
    return wallets.get(labeler);
  }

  /** One to three answers of each labeler; what each earned by them. */
  Map<UUID, BigInteger> answer(Random random) {
    Map<UUID, BigInteger> earned = new HashMap<>();
    jdbi.useTransaction(
        handle -> {
          for (UUID labeler : labelers) {
            for (int answers = 1 + random.nextInt(3); answers > 0; answers--) {
              int dataset = random.nextInt(PRICES.length);
              fund(handle, datasets.get(dataset), PRICES[dataset]);
              answer(handle, labeler, datasets.get(dataset), PRICES[dataset]);
              earned.merge(labeler, BigInteger.valueOf(PRICES[dataset]), BigInteger::add);
            }
          }
        });
    return earned;
  }

  private static void fund(Handle handle, UUID dataset, long amount) {
    handle.execute(
        "UPDATE dataset SET funded_base_units = funded_base_units + ?,"
            + " committed_base_units = committed_base_units + ? WHERE id = ?",
        amount,
        amount,
        dataset);
    Postings.funding(handle, dataset, new TokenAmount(BigInteger.valueOf(amount)));
  }

  private void answer(Handle handle, UUID labeler, UUID dataset, long price) {
    UUID item = UUID.randomUUID();
    UUID task = UUID.randomUUID();
    UUID assignment = UUID.randomUUID();
    handle.execute(
        "INSERT INTO item (id, dataset_id, key, content) VALUES (?, ?, ?, '{}')",
        item,
        dataset,
        "i" + items++);
    handle.execute(
        "INSERT INTO task (id, dataset_id, item_id, state, answers_wanted, answers)"
            + " VALUES (?, ?, ?, 'RESOLVED', 1, 1)",
        task,
        dataset,
        item);
    handle.execute(
        "INSERT INTO assignment (id, task_id, dataset_id, item_id, labeler_id, state, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, 'ACCEPTED', now())",
        assignment,
        task,
        dataset,
        item,
        labeler);
    handle.execute(
        "INSERT INTO submission (assignment_id, task_id, dataset_id, item_id, labeler_id, label,"
            + " submitted_at, response) VALUES (?, ?, ?, ?, ?, 'a', now(), '')",
        assignment,
        task,
        dataset,
        item,
        labeler);
    handle.execute(
        "INSERT INTO ledger_entry (labeler_id, dataset_id, assignment_id, amount_base_units)"
            + " VALUES (?, ?, ?, ?)",
        labeler,
        dataset,
        assignment,
        price);
  }

  /** The dataset before its first fit. */
  FitRecords.FitRecord load(UUID id) {
    Dataset dataset = new Dataset();
    dataset.id = id;
    List<FitRecords.Answer> answers = new ArrayList<>();
    Map<String, Long> indexes = new HashMap<>();
    jdbi.useHandle(
        handle -> {
          dataset.priceBaseUnits =
              handle
                  .select("SELECT price_base_units FROM dataset WHERE id = ?", id)
                  .mapTo(java.math.BigDecimal.class)
                  .one();
          dataset.labelSchema = schema();
          handle
              .select(
                  "SELECT i.key, a.subject, a.labeler_index FROM submission s JOIN item i ON i.id ="
                      + " s.item_id JOIN account a ON a.id = s.labeler_id WHERE s.dataset_id = ?"
                      + " ORDER BY s.sequence",
                  id)
              .map(
                  (row, context) -> {
                    indexes.put(row.getString(2), row.getLong(3));
                    return new FitRecords.Answer(row.getString(1), row.getString(2), "a");
                  })
              .forEach(answers::add);
        });
    return new FitRecords.FitRecord(
        dataset, null, null, answers, 0, Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), indexes);
  }

  private static LabelSchema schema() {
    try {
      return new ObjectMapper().readValue(SCHEMA, LabelSchema.class);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
