package io.assay.consensus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.consensus.classification.BetaDistribution;
import io.assay.consensus.classification.Confusions;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.ItemConsensus;
import io.assay.task.SubmissionReceived;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Moves what is known of a labeler by one step for each answer that came after the last fit. It
 * bridges the seconds until the next one, which starts from the answers alone: a fit that went on
 * from such steps could not be recomputed by anybody else.
 */
@ApplicationScoped
class TouchedReliabilities {
  private static final double PRIOR_ANSWERS = 2;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Known(int answers, double accuracy, double[] table) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;

  TouchedReliabilities(Jdbi jdbi, ObjectMapper json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Moves the labelers of these submissions.
   *
   * @param estimates of the items answered, the submissions included
   */
  void touch(
      FitStore.LastFit fit,
      Collection<SubmissionReceived> submissions,
      Map<UUID, ItemConsensus> estimates) {
    List<SubmissionReceived> inLockOrder =
        submissions.stream()
            .sorted(
                Comparator.comparing(SubmissionReceived::labelerId)
                    .thenComparing(SubmissionReceived::sequence))
            .toList();
    jdbi.useHandle(
        handle -> {
          long seen = lastSequence(handle, fit.id());
          for (SubmissionReceived one : inLockOrder) {
            ItemConsensus estimate = estimates.get(one.itemId());
            if (one.sequence() > seen && estimate != null) {
              touch(handle, fit.confusions(), one, estimate);
            }
          }
        });
  }

  private void touch(
      Handle handle, Confusions fitted, SubmissionReceived submission, ItemConsensus estimate) {
    int label = fitted.labels().indexOf(submission.label());
    Optional<Known> found = find(handle, submission);
    if (label < 0 || found.isEmpty()) {
      return; // A label or a labeler the fit has not met: the next one will.
    }
    Known known = found.get();
    double[] posterior =
        fitted.labels().stream()
            .mapToDouble(name -> estimate.posterior().getOrDefault(name, 0.0))
            .toArray();
    double[] table = fitted.observed(known.table(), known.answers(), label, posterior);
    double behind = known.answers() + PRIOR_ANSWERS;
    double accuracy = (behind * known.accuracy() + posterior[label]) / (behind + 1);
    double variance = accuracy * (1 - accuracy) / (behind + 2);
    BetaDistribution beta = BetaDistribution.of(accuracy, variance);
    handle
        .createUpdate(
            """
            UPDATE reliability SET answers = answers + 1, accuracy = :accuracy,
              accuracy_low = :low, accuracy_high = :high, confusion = CAST(:table AS jsonb)
            WHERE dataset_id = :dataset AND labeler_id = :labeler
            """)
        .bind("accuracy", Consensus.quantise(accuracy))
        .bind("low", Consensus.quantise(Math.min(accuracy, beta.quantile(LOW))))
        .bind("high", Consensus.quantise(Math.max(accuracy, beta.quantile(HIGH))))
        .bind("table", write(table))
        .bind("dataset", submission.datasetId())
        .bind("labeler", submission.labelerId())
        .execute();
  }

  private Optional<Known> find(Handle handle, SubmissionReceived submission) {
    return handle
        .createQuery(
            """
            SELECT answers, accuracy, confusion FROM reliability
            WHERE dataset_id = :dataset AND labeler_id = :labeler FOR UPDATE
            """)
        .bind("dataset", submission.datasetId())
        .bind("labeler", submission.labelerId())
        .map((row, context) -> new Known(row.getInt(1), row.getDouble(2), read(row.getString(3))))
        .findOne();
  }

  private static long lastSequence(Handle handle, UUID fitId) {
    return handle
        .createQuery("SELECT last_sequence FROM consensus_fit WHERE id = :fit")
        .bind("fit", fitId)
        .mapTo(Long.class)
        .one();
  }

  private double[] read(String text) {
    try {
      return json.readValue(text, double[].class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(double[] table) {
    try {
      return json.writeValueAsString(table);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
