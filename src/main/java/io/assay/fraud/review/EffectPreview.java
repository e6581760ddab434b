package io.assay.fraud.review;

import io.assay.consensus.HypotheticalFits;
import io.assay.dataset.Datasets;
import io.assay.fraud.Sanctions;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Works out what a decision would do, from the answers and the ledger as they are. */
@ApplicationScoped
class EffectPreview {
  private final Jdbi jdbi;
  private final CaseReader reader;
  private final TouchedItems touched;
  private final HypotheticalFits fits;
  private final Datasets datasets;
  private final Sanctions sanctions;

  EffectPreview(
      Jdbi jdbi,
      CaseReader reader,
      TouchedItems touched,
      HypotheticalFits fits,
      Datasets datasets,
      Sanctions sanctions) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.touched = touched;
    this.fits = fits;
    this.datasets = datasets;
    this.sanctions = sanctions;
  }

  EffectView of(CaseView found, DecisionKind decision) {
    List<UUID> labelers = found.labelers().stream().map(one -> one.id().value()).toList();
    TokenAmount unsettled = unsettled(found, labelers);
    TokenAmount none = TokenAmount.ZERO;
    return switch (decision) {
      case HOLD -> new EffectView(0, 0, 0, none, unsettled, none, labelers.size());
      case CLEAR -> new EffectView(0, 0, 0, none, none, held(found, labelers), labelers.size());
      case BAN -> {
        Optional<SampleContent> sample = reader.findSample(found.id());
        yield sample.isPresent() ? sample.get().ban() : ban(labelers, unsettled);
      }
    };
  }

  private TokenAmount unsettled(CaseView found, List<UUID> labelers) {
    return reader.findSample(found.id()).isPresent()
        ? found.moneyAtRiskBaseUnits()
        : sanctions.unsettled(labelers);
  }

  /** What is released: nothing of what another case holds. */
  private TokenAmount held(CaseView found, List<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(sum(e.amount_base_units), 0) FROM ledger_entry e
                    WHERE e.epoch_number IS NULL AND e.labeler_id = ANY (:labelers)
                      AND EXISTS (SELECT 1 FROM sanction s
                        WHERE s.labeler_id = e.labeler_id AND s.case_id = :case)
                      AND NOT EXISTS (SELECT 1 FROM sanction s
                        WHERE s.labeler_id = e.labeler_id AND s.case_id <> :case)
                    """)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .bind("case", found.id())
                .map((row, context) -> TokenAmount.ofNumeric(row.getBigDecimal(1)))
                .one());
  }

  private EffectView ban(List<UUID> labelers, TokenAmount unsettled) {
    Set<String> subjects = subjects(labelers);
    long removed = 0;
    long reopened = 0;
    long changed = 0;
    for (UUID datasetId : touched.datasets(labelers)) {
      Map<UUID, TouchedItems.Said> after = new HashMap<>();
      fits.without(datasetId, subjects)
          .forEach(
              (item, label) ->
                  after.put(item, new TouchedItems.Said(label.label(), label.confidence())));
      double target = TouchedItems.reopenBelow(datasets.get(datasetId));
      for (TouchedItems.Touched item : touched.items(datasetId, labelers)) {
        TouchedItems.Said said = after.get(item.itemId());
        reopened += item.resolved() && (said == null || said.confidence() < target) ? 1 : 0;
      }
      changed += TouchedItems.changed(touched.labels(datasetId), after);
      removed += answers(datasetId, labelers);
    }
    TokenAmount none = TokenAmount.ZERO;
    return new EffectView(removed, reopened, changed, unsettled, none, none, labelers.size());
  }

  private long answers(UUID datasetId, List<UUID> labelers) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM submission WHERE dataset_id = :dataset AND labeler_id ="
                        + " ANY (:labelers)")
                .bind("dataset", datasetId)
                .bindArray("labelers", UUID.class, labelers.toArray())
                .mapTo(Long.class)
                .one());
  }

  private Set<String> subjects(List<UUID> labelers) {
    return new HashSet<>(
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT pseudonym FROM account WHERE id = ANY (:labelers)")
                    .bindArray("labelers", UUID.class, labelers.toArray())
                    .mapTo(String.class)
                    .list()));
  }
}
