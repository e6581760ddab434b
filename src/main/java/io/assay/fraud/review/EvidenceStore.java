package io.assay.fraud.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.LabelerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the evidence of a case. */
@ApplicationScoped
class EvidenceStore {
  private static final int MAX_PAIRS = 100;
  private static final int MAX_ITEMS = 100;

  private final Jdbi jdbi;
  private final ObjectMapper json;

  EvidenceStore(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  Evidence of(CaseView found) {
    Map<UUID, String> names = new LinkedHashMap<>();
    found.labelers().forEach(one -> names.put(one.id().value(), one.name()));
    UUID[] labelers = names.keySet().toArray(UUID[]::new);
    return jdbi.withHandle(
        handle ->
            new Evidence(
                pairs(handle, labelers, names), items(handle, found.datasetId(), labelers, names)));
  }

  private static List<Evidence.PairView> pairs(
      Handle handle, UUID[] labelers, Map<UUID, String> names) {
    return handle
        .createQuery(
            """
            SELECT * FROM pair_evidence
            WHERE labeler_a = ANY (:labelers) AND labeler_b = ANY (:labelers)
            ORDER BY log_e_value DESC, labeler_a, labeler_b LIMIT :limit
            """)
        .bindArray("labelers", UUID.class, (Object[]) labelers)
        .bind("limit", MAX_PAIRS)
        .map(
            (row, context) ->
                new Evidence.PairView(
                    new LabelerId(row.getObject("labeler_a", UUID.class)),
                    new LabelerId(row.getObject("labeler_b", UUID.class)),
                    names.getOrDefault(row.getObject("labeler_a", UUID.class), ""),
                    names.getOrDefault(row.getObject("labeler_b", UUID.class), ""),
                    row.getInt("common_items"),
                    row.getInt("same"),
                    row.getDouble("expected_same"),
                    row.getDouble("log_e_value")))
        .list();
  }

  private record Row(
      UUID itemId,
      String key,
      String content,
      @Nullable String consensus,
      UUID labeler,
      String label,
      double shareOfOthers) {}

  /** Items most of the suspects answered, those with the rarest shared answer first. */
  private List<Evidence.CommonItem> items(
      Handle handle, @Nullable UUID datasetId, UUID[] labelers, Map<UUID, String> names) {
    if (datasetId == null) {
      return List.of();
    }
    List<Row> rows =
        handle
            .createQuery(
                """
                WITH mine AS (
                  SELECT item_id, labeler_id, label FROM submission
                  WHERE dataset_id = :dataset AND labeler_id = ANY (:labelers)),
                common AS (
                  SELECT m.item_id, count(*) AS answers,
                    mode() WITHIN GROUP (ORDER BY m.label) AS usual FROM mine m
                  GROUP BY m.item_id HAVING count(*) > 1),
                ranked AS (
                  SELECT c.item_id, c.answers,
                    (SELECT coalesce(avg((s.label = c.usual)::int), 0) FROM submission s
                      WHERE s.item_id = c.item_id AND NOT s.labeler_id = ANY (:labelers)) AS share
                  FROM common c ORDER BY share, answers DESC, item_id LIMIT :limit)
                SELECT r.item_id, i.key, i.content, k.label AS consensus, m.labeler_id, m.label, r.share
                FROM ranked r JOIN item i ON i.id = r.item_id JOIN mine m ON m.item_id = r.item_id
                  LEFT JOIN consensus k ON k.item_id = r.item_id
                ORDER BY r.share, r.answers DESC, r.item_id, m.labeler_id
                """)
            .bind("dataset", datasetId)
            .bindArray("labelers", UUID.class, (Object[]) labelers)
            .bind("limit", MAX_ITEMS)
            .map(
                (row, context) ->
                    new Row(
                        row.getObject("item_id", UUID.class),
                        row.getString("key"),
                        row.getString("content"),
                        row.getString("consensus"),
                        row.getObject("labeler_id", UUID.class),
                        row.getString("label"),
                        row.getDouble("share")))
            .list();
    Map<UUID, List<Evidence.Answer>> answers = new HashMap<>();
    Map<UUID, Row> items = new LinkedHashMap<>();
    for (Row row : rows) {
      items.putIfAbsent(row.itemId(), row);
      answers
          .computeIfAbsent(row.itemId(), id -> new ArrayList<>())
          .add(new Evidence.Answer(names.getOrDefault(row.labeler(), ""), row.label()));
    }
    return items.values().stream()
        .map(
            row ->
                new Evidence.CommonItem(
                    row.key(),
                    parse(row.content()),
                    row.consensus(),
                    row.shareOfOthers(),
                    answers.getOrDefault(row.itemId(), List.of())))
        .toList();
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
