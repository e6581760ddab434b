package io.assay.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which encoder datasets have: what their requesters chose, or else what their items call for. */
@ApplicationScoped
class EncoderChoices {
  /** By the first of these fields that items have. */
  private static final List<EncoderKind> BY_CONTENT =
      List.of(EncoderKind.TEXT, EncoderKind.IMAGE_PATCHES, EncoderKind.AUDIO);

  private final Jdbi jdbi;

  EncoderChoices(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The encoder of a dataset; none where its items have nothing that could be read. */
  Optional<EncoderChoice> find(UUID datasetId) {
    return findChosen(datasetId)
        .or(
            () ->
                BY_CONTENT.stream()
                    .filter(kind -> hasContent(datasetId, kind.content()))
                    .findFirst()
                    .map(kind -> new EncoderChoice(kind, false, null)));
  }

  private Optional<EncoderChoice> findChosen(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT encoder, supplied_id FROM dataset_encoder WHERE dataset_id = :dataset")
                .bind("dataset", datasetId)
                .map(
                    (row, context) ->
                        new EncoderChoice(
                            EncoderKind.of(row.getString(1)).orElseThrow(),
                            true,
                            row.getObject(2, UUID.class)))
                .findOne());
  }

  /** Whether an item has a text in this field of its content. */
  boolean hasContent(UUID datasetId, String field) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT 1 FROM item WHERE dataset_id = :dataset
                      AND jsonb_typeof(content -> :field) = 'string')
                    """)
                .bind("dataset", datasetId)
                .bind("field", field)
                .mapTo(Boolean.class)
                .one());
  }

  boolean hasItems(UUID datasetId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT EXISTS (SELECT 1 FROM item WHERE dataset_id = :dataset)")
                .bind("dataset", datasetId)
                .mapTo(Boolean.class)
                .one());
  }

  void choose(UUID datasetId, EncoderKind kind, @Nullable UUID suppliedId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO dataset_encoder (dataset_id, encoder, supplied_id)
                    VALUES (:dataset, :encoder, CAST(:supplied AS uuid)) ON CONFLICT (dataset_id)
                    DO UPDATE SET encoder = excluded.encoder, supplied_id = excluded.supplied_id
                    """)
                .bind("dataset", datasetId)
                .bind("encoder", kind.wireName())
                .bindByType(
                    "supplied", suppliedId == null ? null : suppliedId.toString(), String.class)
                .execute());
  }

  /** Goes back to what the items call for. */
  void forget(UUID datasetId) {
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM dataset_encoder WHERE dataset_id = ?", datasetId));
  }
}
