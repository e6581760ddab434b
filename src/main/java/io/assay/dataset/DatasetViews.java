package io.assay.dataset;

import io.assay.account.CurrentAccount;
import io.assay.account.LabelerId;
import io.assay.account.Role;
import io.assay.platform.Cursor;
import io.assay.platform.Page;
import io.assay.platform.TokenAmount;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Datasets with their counts, as the signed-in person sees them. */
@RequestScoped
public class DatasetViews {
  private final CurrentAccount current;
  private final DatasetCounts counts;
  private final EntityManager entities;

  DatasetViews(CurrentAccount current, DatasetCounts counts, EntityManager entities) {
    this.current = current;
    this.counts = counts;
    this.entities = entities;
  }

  public DatasetView of(Dataset dataset) {
    entities.flush();
    entities.refresh(dataset);
    return views(List.of(dataset)).get(0);
  }

  /** Newest first: open ones for a labeler, own ones for a requester, all for an admin. */
  Page<DatasetView> list(@Nullable String cursor, int limit) {
    String where =
        switch (current.role()) {
          case LABELER -> "state = :state";
          case REQUESTER -> "requesterId = :requester";
          case ADMIN -> "1 = 1";
        };
    Parameters parameters = new Parameters();
    if (current.role() == Role.LABELER) {
      parameters.and("state", DatasetState.OPEN);
    } else if (current.role() == Role.REQUESTER) {
      parameters.and("requester", current.id());
    }
    if (cursor != null) {
      List<String> key = Cursor.decode(cursor, 2);
      where += " and (createdAt < :at or (createdAt = :at and id < :id))";
      try {
        parameters.and("at", Instant.parse(key.get(0))).and("id", UUID.fromString(key.get(1)));
      } catch (DateTimeParseException | IllegalArgumentException e) {
        Cursor.decode("", 2);
      }
    }
    List<Dataset> rows =
        Dataset.find(where, Sort.descending("createdAt", "id"), parameters).range(0, limit).list();
    Page<Dataset> page =
        Page.of(rows, limit, last -> Cursor.encode(last.createdAt.toString(), last.id.toString()));
    return new Page<>(views(page.items()), page.next());
  }

  private List<DatasetView> views(List<Dataset> datasets) {
    LabelerId labeler = current.role() == Role.LABELER ? current.labelerId() : null;
    Map<UUID, DatasetCounts.Counts> all =
        counts.of(datasets.stream().map(dataset -> dataset.id).toList(), labeler);
    return datasets.stream()
        .map(
            dataset ->
                view(
                    dataset,
                    all.getOrDefault(dataset.id, DatasetCounts.Counts.NONE),
                    labeler != null))
        .toList();
  }

  private static DatasetView view(Dataset dataset, DatasetCounts.Counts count, boolean labeler) {
    return new DatasetView(
        dataset.id,
        dataset.name,
        dataset.description,
        dataset.instructions,
        dataset.state,
        dataset.labelSchema,
        dataset.price(),
        dataset.redundancyMin,
        dataset.redundancyMax,
        dataset.targetConfidence,
        // A labeler who knew the share could reckon which items are gold.
        labeler ? 0 : dataset.goldShare,
        labeler ? 0 : dataset.probeShare,
        dataset.leaseSeconds,
        dataset.targetError,
        dataset.budget(),
        dataset.deadline,
        dataset.priority.wireName(),
        dataset.prelabels,
        dataset.independentAnswers,
        dataset.incentive,
        TokenAmount.ofNumeric(dataset.fundedBaseUnits),
        // Who sees counts move after an answer of their own learns whether it ended the item.
        labeler ? TokenAmount.ZERO : TokenAmount.ofNumeric(dataset.committedBaseUnits),
        labeler ? TokenAmount.ZERO : TokenAmount.ofNumeric(dataset.probeCommittedBaseUnits),
        labeler ? TokenAmount.ZERO : TokenAmount.ofNumeric(dataset.probeLimitBaseUnits),
        count.items(),
        labeler ? 0 : count.gold(),
        labeler ? 0 : count.answers(),
        labeler ? 0 : count.resolved(),
        labeler ? roughlyDown(count.available()) : null,
        dataset.createdAt);
  }

  /** The largest of 0, 1, 2, 5, 10, 20, 50, … that is not above the count. */
  static long roughlyDown(long count) {
    long power = 1;
    while (power <= count / 10) {
      power *= 10;
    }
    return count < 1 ? 0 : (count >= 5 * power ? 5 : count >= 2 * power ? 2 : 1) * power;
  }
}
