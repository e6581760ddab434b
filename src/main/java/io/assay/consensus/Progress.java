package io.assay.consensus;

import io.assay.consensus.relabeling.RelabelingPlan;
import io.assay.dataset.Dataset;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How far a dataset is, and what it has cost. */
public record Progress(
    long items,
    long resolved,
    long answers,
    long answersWanted,
    long activeLeases,
    long labelers,
    @Nullable Double meanConfidence,
    TokenAmount fundedBaseUnits,
    TokenAmount committedBaseUnits,
    TokenAmount spentBaseUnits,
    List<LabelCount> labelCounts,
    @Nullable FitView fit,
    @Nullable QualityView quality) {
  /** Items estimated to have a label. */
  public record LabelCount(String label, long items) {}

  /** The last batch fit. */
  public record FitView(
      UUID id,
      String method,
      long answers,
      int labelers,
      Instant createdAt,
      @Nullable CalibrationView calibration) {}

  /**
   * How buying answers stands where there is a target error.
   *
   * @param expectedError share of wrong labels
   * @param nextGainPerBaseUnit expected wrong labels less for each base unit of the next answer
   * @param stopReason why buying stopped; null while it goes on
   */
  @Schema(description = "How buying answers stands where there is a target error.")
  public record QualityView(
      @Schema(
              description =
                  "Expected share of wrong labels: the mean of 1 - confidence over items.")
          double expectedError,
      @Schema(description = "Answers paid so far, those to gold included.") long labelsBought,
      @Schema(
              description =
                  "Expected wrong labels less for each base unit that the next answer costs; 0 where"
                      + " none is bought.")
          double nextGainPerBaseUnit,
      @Schema(description = "Why buying stopped; null while it goes on.")
          RelabelingPlan.@Nullable StopReason stopReason) {}

  private record TaskSums(
      long items, long resolved, long answers, long answersWanted, long activeLeases) {}

  private static final String TASKS =
      """
      SELECT count(*) AS items, count(*) FILTER (WHERE state = 'RESOLVED') AS resolved,
        coalesce(sum(answers), 0) AS answers,
        coalesce(sum(answers_wanted) FILTER (WHERE purpose = 'LABEL'), 0) AS answers_wanted,
        coalesce(sum(live_leases), 0) AS active_leases
      FROM task WHERE dataset_id = :dataset
      """;

  static Progress of(Handle handle, Dataset dataset) {
    TaskSums sums =
        handle
            .createQuery(TASKS)
            .bind("dataset", dataset.id)
            .map(
                (row, context) ->
                    new TaskSums(
                        row.getLong("items"),
                        row.getLong("resolved"),
                        row.getLong("answers"),
                        row.getLong("answers_wanted"),
                        row.getLong("active_leases")))
            .one();
    return new Progress(
        sums.items(),
        sums.resolved(),
        sums.answers(),
        sums.answersWanted(),
        sums.activeLeases(),
        labelers(handle, dataset.id),
        meanConfidence(handle, dataset.id),
        TokenAmount.ofNumeric(dataset.fundedBaseUnits),
        TokenAmount.ofNumeric(dataset.committedBaseUnits),
        dataset.price().times(sums.answers()),
        labelCounts(handle, dataset.id),
        fit(handle, dataset.id),
        quality(handle, dataset, sums.answers()));
  }

  private static long labelers(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            "SELECT count(DISTINCT labeler_id) FROM submission WHERE dataset_id = :dataset")
        .bind("dataset", datasetId)
        .mapTo(Long.class)
        .one();
  }

  private static @Nullable Double meanConfidence(Handle handle, UUID datasetId) {
    return handle
        .createQuery("SELECT avg(confidence) FROM consensus WHERE dataset_id = :dataset")
        .bind("dataset", datasetId)
        .mapTo(Double.class)
        .findOne()
        .orElse(null);
  }

  private static List<LabelCount> labelCounts(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT label, count(*) AS items FROM consensus WHERE dataset_id = :dataset
            GROUP BY label ORDER BY items DESC, label LIMIT 200
            """)
        .bind("dataset", datasetId)
        .map((row, context) -> new LabelCount(row.getString("label"), row.getLong("items")))
        .list();
  }

  private static @Nullable QualityView quality(Handle handle, Dataset dataset, long answers) {
    return handle
        .createQuery(
            "SELECT expected_error, next_gain, stop_reason FROM quality_progress WHERE dataset_id ="
                + " :dataset")
        .bind("dataset", dataset.id)
        .map(
            (row, context) ->
                new QualityView(
                    row.getDouble("expected_error"),
                    answers,
                    row.getDouble("next_gain") / dataset.priceBaseUnits.doubleValue(),
                    stopReason(row.getString("stop_reason"))))
        .findOne()
        .orElse(null);
  }

  private static RelabelingPlan.@Nullable StopReason stopReason(@Nullable String name) {
    return name == null ? null : RelabelingPlan.StopReason.valueOf(name);
  }

  private static @Nullable FitView fit(Handle handle, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT id, method, answers, labelers, created_at,
            """
                + CalibrationView.COLUMNS
                + " FROM consensus_fit WHERE dataset_id = :dataset ORDER BY created_at DESC LIMIT 1")
        .bind("dataset", datasetId)
        .map(
            (row, context) ->
                new FitView(
                    row.getObject("id", UUID.class),
                    row.getString("method"),
                    row.getLong("answers"),
                    row.getInt("labelers"),
                    row.getTimestamp("created_at").toInstant(),
                    CalibrationView.read(row)))
        .findOne()
        .orElse(null);
  }
}
