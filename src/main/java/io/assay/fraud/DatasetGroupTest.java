package io.assay.fraud;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.assay.consensus.LabelerModels;
import io.assay.consensus.Refits;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Confusions;
import io.assay.fraud.clusters.GroupTest;
import io.assay.fraud.copying.CopyDetector;
import io.assay.fraud.copying.GroupCopyDetector;
import io.assay.fraud.copying.GroupEvidence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Tests groups on the submissions there were at the last fit of each dataset: the earlier half of
 * them prunes the group, the later half tests it.
 *
 * <p>The strongest dataset counts, less ln of the number tested: the mean of e-values is one, and
 * no less than the largest divided by their number. Links by content that nominate a group are of
 * all answers, but exist only for pairs over the threshold of all pairs; so a group that works
 * alone is nominated by its answers with chance {@link CopyDetector#ALPHA} at most, whatever is
 * tested then.
 */
@ApplicationScoped
class DatasetGroupTest implements GroupTest {
  private static final int MAX_DATASETS = 50;

  private record Known(GroupCopyDetector detector, Map<String, String> subjectOfLabeler) {}

  private final Jdbi jdbi;
  private final LabelerModels models;
  private final Cache<UUID, Known> known = Caffeine.newBuilder().maximumSize(MAX_DATASETS).build();

  DatasetGroupTest(Jdbi jdbi, LabelerModels models) {
    this.jdbi = jdbi;
    this.models = models;
  }

  void onRefitted(@Observes Refits.Refitted event) {
    known.invalidate(event.datasetId());
  }

  @Override
  public synchronized Optional<Outcome> measure(SortedSet<String> members) {
    if (members.size() < GroupCopyDetector.MIN_MEMBERS) {
      return Optional.empty();
    }
    int tested = 0;
    Outcome strongest = null;
    for (UUID dataset : datasetsOf(members)) {
      Optional<Outcome> outcome = measure(dataset, members);
      tested += outcome.isPresent() ? 1 : 0;
      if (outcome.isPresent()
          && (strongest == null || outcome.get().logEValue() > strongest.logEValue())) {
        strongest = outcome.get();
      }
    }
    return strongest == null
        ? Optional.empty()
        : Optional.of(
            new Outcome(strongest.logEValue() - StrictMath.log(tested), strongest.members()));
  }

  private Optional<Outcome> measure(UUID dataset, SortedSet<String> members) {
    Optional<Known> there = find(dataset);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> subjects = there.get().subjectOfLabeler();
    Map<String, String> nominated = new HashMap<>();
    for (String member : members) {
      String subject = subjects.get(member);
      if (subject != null) {
        nominated.put(subject, member);
      }
    }
    if (nominated.size() < GroupCopyDetector.MIN_MEMBERS) {
      return Optional.empty();
    }
    GroupEvidence evidence = there.get().detector().measure(nominated.keySet());
    if (evidence.items() < CopyDetector.MIN_COMMON_ITEMS) {
      return Optional.empty();
    }
    TreeSet<String> kept = new TreeSet<>();
    evidence.members().forEach(subject -> kept.add(nominated.getOrDefault(subject, subject)));
    return Optional.of(new Outcome(evidence.logEValue(), kept));
  }

  /** Datasets that as many members worked on as a group has, in the order of their ids. */
  private List<UUID> datasetsOf(SortedSet<String> members) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT dataset_id FROM submission WHERE labeler_id = ANY (:members)
                    GROUP BY dataset_id HAVING count(DISTINCT labeler_id) >= :least ORDER BY 1
                    """)
                .bindArray("members", UUID.class, members.stream().map(UUID::fromString).toArray())
                .bind("least", GroupCopyDetector.MIN_MEMBERS)
                .mapTo(UUID.class)
                .list());
  }

  /** Nothing before the first fit of a dataset: nobody's skill is known. */
  private Optional<Known> find(UUID dataset) {
    Known there = known.getIfPresent(dataset);
    if (there == null) {
      Optional<Confusions> confusions = models.findLatest(dataset);
      if (confusions.isEmpty()) {
        return Optional.empty();
      }
      there = read(dataset, confusions.get());
      known.put(dataset, there);
    }
    return Optional.of(there);
  }

  private record Row(String item, String labeler, String subject, String label) {}

  private Known read(UUID dataset, Confusions confusions) {
    List<Row> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT i.key, s.labeler_id, a.pseudonym, s.label
                        FROM submission s JOIN item i ON i.id = s.item_id
                          JOIN account a ON a.id = s.labeler_id
                        WHERE s.dataset_id = :dataset ORDER BY s.sequence
                        """)
                    .bind("dataset", dataset)
                    .map(
                        (row, context) ->
                            new Row(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)))
                    .list());
    Map<String, String> subjects = new HashMap<>();
    rows.forEach(row -> subjects.put(row.labeler(), row.subject()));
    int half = rows.size() / 2;
    return new Known(
        new GroupCopyDetector(
            answers(rows.subList(0, half)), answers(rows.subList(half, rows.size())), confusions),
        subjects);
  }

  private static Answers answers(List<Row> rows) {
    Answers.Builder answers = Answers.builder();
    rows.forEach(row -> answers.add(row.item(), row.subject(), row.label()));
    return answers.build();
  }
}
