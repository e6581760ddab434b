package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.classification.ClassAccuracy;
import io.assay.consensus.classification.Drift;
import io.assay.consensus.classification.Reliability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A labeler's reliability in a dataset, as an interval.
 *
 * @param accuracy expected share of right answers; null below 10 answers, as are all bare points
 * @param informativeness share of the uncertainty about a label that one answer takes away
 * @param worstClass the truth class with the lowest accuracy; null where answers are too few
 * @param drift latest answers against earlier ones; null where answers are too few
 */
@Schema(
    description =
        "Reliability with its 95 % interval; below 10 answers the interval alone, without points",
    example =
        """
        {"labeler": "Ana Ferreira", "answers": 214, "accuracy": 0.94, "accuracyLow": 0.9,
         "accuracyHigh": 0.97, "informativeness": 0.81,
         "worstClass": {"label": "debris", "expectedAnswers": 31.2, "accuracy": 0.84,
          "accuracyLow": 0.7, "accuracyHigh": 0.94},
         "drift": {"trend": "STEADY", "change": -0.02, "changeLow": -0.1, "changeHigh": 0.06,
          "z": -0.5, "latestAnswers": 50, "earlierAnswers": 164}}
        """)
public record ReliabilityView(
    String labeler,
    int answers,
    @Nullable Double accuracy,
    double accuracyLow,
    double accuracyHigh,
    @Nullable Double informativeness,
    @Nullable ClassAccuracy worstClass,
    @Nullable Drift drift) {

  /** The labelers of a dataset with most answers. */
  static List<ReliabilityView> list(Handle handle, ObjectMapper json, UUID datasetId) {
    return handle
        .createQuery(
            """
            SELECT a.name, r.* FROM reliability r JOIN account a ON a.id = r.labeler_id
            WHERE r.dataset_id = :dataset ORDER BY r.answers DESC, a.name LIMIT 1000
            """)
        .bind("dataset", datasetId)
        .map((row, context) -> read(row, json))
        .list();
  }

  private static ReliabilityView read(ResultSet row, ObjectMapper json) throws SQLException {
    int answers = row.getInt("answers");
    boolean point = answers >= Reliability.MIN_POINT_ANSWERS;
    return new ReliabilityView(
        row.getString("name"),
        answers,
        point ? row.getDouble("accuracy") : null,
        row.getDouble("accuracy_low"),
        row.getDouble("accuracy_high"),
        point ? row.getDouble("informativeness") : null,
        parse(row.getString("worst_class"), json, ClassAccuracy.class),
        parse(row.getString("drift"), json, Drift.class));
  }

  static <T> @Nullable T parse(@Nullable String text, ObjectMapper json, Class<T> type) {
    try {
      return text == null ? null : json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
