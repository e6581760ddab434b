package io.assay.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.account.LabelerId;
import io.assay.dataset.Dataset;
import io.assay.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/*
 * A suggestion that is seen before the answer is kept with the assignment, and the answer is marked: it
 * tells less of the item, and it must not teach a model what the model has said. Every item is answered
 * without one at first, because a model suggests only for items that somebody has answered.
 */
/** Shows labelers what the model takes an item for, where the requester asked for it. */
@ApplicationScoped
class Suggestions {
  private record Asked(String state, boolean prelabels) {}

  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final Instance<SuggestionSource> sources;

  Suggestions(Jdbi jdbi, ObjectMapper json, Instance<SuggestionSource> sources) {
    this.jdbi = jdbi;
    this.json = json;
    this.sources = sources;
  }

  /** The assignment with its suggestion, which is kept with it, where items come with one. */
  Assignment attach(Handle handle, Dataset dataset, Assignment assignment) {
    if (!dataset.suggestsBeforehand()) {
      return assignment;
    }
    Optional<Suggestion> found = find(assignment.id());
    found.ifPresent(
        suggestion ->
            handle
                .createUpdate(
                    "UPDATE assignment SET suggestion = CAST(:suggestion AS jsonb) WHERE id = :id")
                .bind("suggestion", write(suggestion))
                .bind("id", assignment.id())
                .execute());
    return found.map(assignment::with).orElse(assignment);
  }

  /**
   * The suggestion for an item the labeler has answered.
   *
   * @throws Problem 404 {@code unknown-assignment} if it is not this labeler's or its dataset is
   *     without suggestions, 409 {@code answer-first} before the answer
   */
  Optional<Suggestion> findAnswered(UUID assignmentId, LabelerId labeler) {
    Asked asked =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT a.state, d.prelabels FROM assignment a
                          JOIN dataset d ON d.id = a.dataset_id
                        WHERE a.id = :id AND a.labeler_id = :labeler
                        """)
                    .bind("id", assignmentId)
                    .bind("labeler", labeler.value())
                    .map((row, context) -> new Asked(row.getString(1), row.getBoolean(2)))
                    .findOne()
                    .filter(Asked::prelabels)
                    .orElseThrow(Submissions::unknown));
    if (!asked.state().equals("SUBMITTED") && !asked.state().equals("ACCEPTED")) {
      throw Problem.conflict("answer-first", "The suggestion is shown after your answer.");
    }
    return find(assignmentId);
  }

  private Optional<Suggestion> find(UUID assignmentId) {
    return sources.stream().flatMap(source -> source.find(assignmentId).stream()).findFirst();
  }

  @Nullable Suggestion read(@Nullable String text) {
    try {
      return text == null ? null : json.readValue(text, Suggestion.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(Suggestion suggestion) {
    try {
      return json.writeValueAsString(suggestion);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
