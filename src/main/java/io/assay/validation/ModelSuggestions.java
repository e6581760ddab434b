package io.assay.validation;

import io.assay.task.Suggestion;
import io.assay.task.SuggestionSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Suggests what a version that has earned its place foretold out of fold. */
@ApplicationScoped
class ModelSuggestions implements SuggestionSource {
  private final Jdbi jdbi;

  ModelSuggestions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public Optional<Suggestion> find(UUID assignmentId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT one.key, CAST(one.value AS float8)
                    FROM assignment a JOIN task t ON t.id = a.task_id
                      JOIN prediction p ON p.item_id = a.item_id
                      JOIN model_version v ON v.id = p.version_id
                      CROSS JOIN LATERAL jsonb_each_text(p.probabilities) one
                    WHERE a.id = :assignment AND t.purpose = 'LABEL' AND t.pool IS NULL AND v.earned
                    ORDER BY CAST(one.value AS float8) DESC, one.key COLLATE "C" LIMIT 1
                    """)
                .bind("assignment", assignmentId)
                .map((row, context) -> new Suggestion(row.getString(1), row.getDouble(2)))
                .findOne());
  }
}
