package io.assay.consensus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.classification.FitProvenance;
import io.assay.consensus.classification.GoldEvaluation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How good the labels of a dataset are, as far as its last fit can tell.
 *
 * @param fit the last fit; null before there is one
 * @param calibration how far its confidences can be trusted
 * @param gold what it foretold of gold items as if they were not known, against them; null without
 *     gold
 * @param meanDifficulty mean probability that another skilled labeler would give another label
 * @param meanDisagreement mean share of the answers to an item that differ from its label
 * @param hardest the items with the highest difficulty
 */
@Schema(
    description = "How good the labels of a dataset are, as far as its last fit can tell",
    example =
        """
        {"fit": {"id": "7b0c2a52-0f2f-4f0e-9f5b-2f8f6a3c1d10", "method": "assay", "answers": 1043,
          "labelers": 24, "createdAt": "2026-01-24T08:12:00Z", "answersHash": "9f86d081884c7d65",
          "lastSequence": 1043, "provenance": "method=assay"},
         "calibration": {"basis": "HELD_OUT_ANSWERS", "goldItems": 12, "inverseTemperature": 0.4,
          "expectedCalibrationError": 0.031,
          "note": "not calibrated on gold (12 of 200 gold items)"},
         "gold": {"items": 12, "accuracy": 0.916667, "macroF1": 0.9,
          "classes": [{"label": "debris", "items": 5, "precision": 1.0, "recall": 0.8, "f1": 0.89}],
          "confusion": [{"truth": "debris", "label": "debris", "items": 4}]},
         "meanDifficulty": 0.14, "meanDisagreement": 0.11,
         "hardest": [{"key": "report-17", "label": "debris", "confidence": 0.52,
          "difficulty": 0.61, "disagreement": 0.6, "answers": 5}],
         "labelers": []}
        """)
public record FitReport(
    @Nullable FitVersion fit,
    @Nullable CalibrationView calibration,
    @Nullable GoldEvaluation gold,
    @Nullable Double meanDifficulty,
    @Nullable Double meanDisagreement,
    List<HardItem> hardest,
    List<ReliabilityView> labelers) {
  private static final int HARDEST = 10;

  /**
   * A fit with what it rests on.
   *
   * @param answersHash of the answers and known labels; with {@code lastSequence}, the number of
   *     the newest submission among them, the version of the dataset
   * @param provenance of the model as text; null for a fit from before it was kept
   */
  public record FitVersion(
      UUID id,
      String method,
      long answers,
      int labelers,
      Instant createdAt,
      String answersHash,
      long lastSequence,
      @Nullable String provenance) {}

  /** An item that is hard to label. */
  public record HardItem(
      String key,
      String label,
      double confidence,
      double difficulty,
      double disagreement,
      int answers) {}

  private record Fit(
      FitVersion version, @Nullable CalibrationView calibration, @Nullable GoldEvaluation gold) {}

  private record Means(@Nullable Double difficulty, @Nullable Double disagreement) {}

  static FitReport of(Handle handle, ObjectMapper json, UUID datasetId) {
    Optional<Fit> fit = findFit(handle, json, datasetId);
    Means means =
        handle
            .createQuery(
                "SELECT avg(difficulty) AS difficulty, avg(disagreement) AS disagreement FROM"
                    + " consensus WHERE dataset_id = :dataset")
            .bind("dataset", datasetId)
            .map(
                (row, context) ->
                    new Means(
                        row.getObject("difficulty", Double.class),
                        row.getObject("disagreement", Double.class)))
            .one();
    return new FitReport(
        fit.map(Fit::version).orElse(null),
        fit.map(Fit::calibration).orElse(null),
        fit.map(Fit::gold).orElse(null),
        means.difficulty(),
        means.disagreement(),
        listHardest(handle, datasetId),
        ReliabilityView.list(handle, json, datasetId));
  }

  private static Optional<Fit> findFit(Handle handle, ObjectMapper json, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT id, method, answers, labelers, created_at, answers_hash, last_sequence,
              provenance ->> 'tribuo' AS tribuo, gold_evaluation,
            """
                + CalibrationView.COLUMNS
                + " FROM consensus_fit WHERE dataset_id = :dataset ORDER BY created_at DESC LIMIT 1")
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new Fit(
                    version(row),
                    CalibrationView.read(row),
                    ReliabilityView.parse(
                        row.getString("gold_evaluation"), json, GoldEvaluation.class)))
        .findOne();
  }

  private static FitVersion version(ResultSet row) throws SQLException {
    String tribuo = row.getString("tribuo");
    return new FitVersion(
        row.getObject("id", UUID.class),
        row.getString("method"),
        row.getLong("answers"),
        row.getInt("labelers"),
        row.getTimestamp("created_at").toInstant(),
        row.getString("answers_hash"),
        row.getLong("last_sequence"),
        tribuo == null ? null : FitProvenance.read(tribuo).toString());
  }

  private static List<HardItem> listHardest(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT i.key, c.label, c.confidence, c.difficulty, c.disagreement, c.answers
            FROM consensus c JOIN item i ON i.id = c.item_id
            WHERE c.dataset_id = :dataset AND c.difficulty IS NOT NULL
            ORDER BY c.difficulty DESC, c.confidence, i.key COLLATE "C" LIMIT :limit
            """)
        .bind("dataset", datasetId)
        .bind("limit", HARDEST)
        .map(
            (row, context) ->
                new HardItem(
                    row.getString("key"),
                    row.getString("label"),
                    row.getDouble("confidence"),
                    row.getDouble("difficulty"),
                    row.getDouble("disagreement"),
                    row.getInt("answers")))
        .list();
  }
}
