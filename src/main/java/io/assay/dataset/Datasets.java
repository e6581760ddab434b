package io.assay.dataset;

import io.assay.platform.Problem;
import io.assay.platform.TokenAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes datasets and moves them through their life. */
@ApplicationScoped
@Transactional
public class Datasets {
  private static final double DEFAULT_GOLD_SHARE = 0.1;
  private static final double DEFAULT_PROBE_SHARE = 0.05;
  private static final int DEFAULT_LEASE_SECONDS = 600;
  private static final Duration MAX_TERM = Duration.ofDays(3650);

  private final DatasetCounts counts;

  Datasets(DatasetCounts counts) {
    this.counts = counts;
  }

  public Dataset create(UUID requesterId, NewDataset request) {
    if (request.priceBaseUnits().isZero()) {
      throw invalid("priceBaseUnits", "an answer is paid, so the price is above 0");
    }
    if (request.redundancyMax() < request.redundancyMin()) {
      throw invalid("redundancyMax", "at least redundancyMin");
    }
    refuseBadTarget(request);
    Dataset dataset = new Dataset();
    dataset.id = UUID.randomUUID();
    dataset.requesterId = requesterId;
    dataset.name = request.name().strip();
    dataset.description = request.description() == null ? "" : request.description();
    dataset.instructions = request.instructions() == null ? "" : request.instructions();
    dataset.labelSchema = request.schema();
    dataset.priceBaseUnits = request.priceBaseUnits().toNumeric();
    dataset.redundancyMin = request.redundancyMin();
    dataset.redundancyMax = request.redundancyMax();
    dataset.targetConfidence = request.targetConfidence();
    Double goldShare = request.goldShare();
    dataset.goldShare = goldShare == null ? DEFAULT_GOLD_SHARE : goldShare;
    Double probeShare = request.probeShare();
    dataset.probeShare = probeShare == null ? DEFAULT_PROBE_SHARE : probeShare;
    Integer leaseSeconds = request.leaseSeconds();
    dataset.leaseSeconds = leaseSeconds == null ? DEFAULT_LEASE_SECONDS : leaseSeconds;
    dataset.targetError = request.targetError();
    TokenAmount budget = request.budgetBaseUnits();
    dataset.budgetBaseUnits = budget == null ? null : budget.toNumeric();
    dataset.deadline = request.deadline();
    dataset.priority = priority(request);
    refuseBadPrelabels(request, dataset);
    dataset.prelabels = Boolean.TRUE.equals(request.prelabels());
    dataset.independentAnswers = !Boolean.FALSE.equals(request.independentAnswers());
    refuseBadIncentive(request);
    dataset.incentive = request.incentive();
    dataset.bonusBasisPoints = dataset.incentive == null ? 0 : dataset.incentive.bonusBasisPoints();
    dataset.state = DatasetState.DRAFT;
    dataset.fundedBaseUnits = BigDecimal.ZERO;
    dataset.committedBaseUnits = BigDecimal.ZERO;
    dataset.probeCommittedBaseUnits = BigDecimal.ZERO;
    dataset.probeLimitBaseUnits = BigDecimal.ZERO;
    // What the database keeps: so that the first answer and a later one show the same time.
    dataset.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    dataset.persist();
    return dataset;
  }

  /**
   * The dataset.
   *
   * @throws Problem 404 {@code unknown-dataset} if there is none
   */
  public Dataset get(UUID id) {
    Dataset dataset = Dataset.findById(id);
    if (dataset == null) {
      throw unknown();
    }
    return dataset;
  }

  /**
   * Puts the dataset out to labelers; its funding and its budget must cover the least redundancy of
   * all items.
   */
  public Dataset open(UUID id) {
    Dataset dataset = get(id);
    if (dataset.state == DatasetState.CLOSED) {
      throw Problem.conflict("dataset-closed", "A closed dataset stays closed.");
    }
    long items = counts.of(List.of(id), null).getOrDefault(id, DatasetCounts.Counts.NONE).items();
    if (items == 0) {
      throw Problem.conflict("dataset-empty", "Add items before opening the dataset.");
    }
    TokenAmount cost = dataset.price().plus(dataset.bonusDown());
    refuseUncovered(dataset, cost.times(items * dataset.redundancyMin));
    if (dataset.deadline != null && !Instant.now().isBefore(dataset.deadline)) {
      throw Problem.conflict("dataset-deadline-passed", "The deadline of the dataset is over.");
    }
    dataset.state = DatasetState.OPEN;
    return dataset;
  }

  private static void refuseUncovered(Dataset dataset, TokenAmount needed) {
    TokenAmount funded = TokenAmount.ofNumeric(dataset.fundedBaseUnits);
    if (funded.compareTo(needed) < 0) {
      throw Problem.conflict(
          "dataset-underfunded",
          "The least redundancy of all items costs "
              + needed
              + " base units and "
              + funded
              + " are funded.");
    }
    TokenAmount budget = dataset.budget();
    if (budget != null && budget.compareTo(needed) < 0) {
      throw Problem.conflict(
          "dataset-budget-too-small",
          "The least redundancy of all items costs "
              + needed
              + " base units and the budget is "
              + budget
              + ".");
    }
  }

  /** Takes the dataset from the labelers; leases that run may still be answered. */
  public Dataset close(UUID id) {
    Dataset dataset = get(id);
    if (dataset.state == DatasetState.DRAFT) {
      throw Problem.conflict("dataset-not-open", "A draft cannot be closed.");
    }
    dataset.state = DatasetState.CLOSED;
    return dataset;
  }

  private static void refuseBadTarget(NewDataset request) {
    TokenAmount budget = request.budgetBaseUnits();
    if (request.targetError() == null) {
      if (budget != null) {
        throw invalid("budgetBaseUnits", "goes with targetError");
      }
      if (request.deadline() != null) {
        throw invalid("deadline", "goes with targetError");
      }
    } else if (!request.schema().isCategorical()) {
      throw invalid("targetError", "only where answers are classes, which are choice and pairwise");
    }
    if (budget != null && budget.isZero()) {
      throw invalid("budgetBaseUnits", "above 0");
    }
    Instant deadline = request.deadline();
    Instant now = Instant.now();
    if (deadline != null && (!now.isBefore(deadline) || deadline.isAfter(now.plus(MAX_TERM)))) {
      throw invalid("deadline", "in the future, at most " + MAX_TERM.toDays() + " days ahead");
    }
  }

  private static Dataset.Priority priority(NewDataset request) {
    String asked = request.priority();
    if (asked == null) {
      return Dataset.Priority.EXPECTED_ERROR_REDUCTION;
    }
    if (request.targetError() == null) {
      throw invalid("priority", "goes with targetError");
    }
    return Dataset.Priority.find(asked)
        .orElseThrow(() -> invalid("priority", "expected-error-reduction or active-lab"));
  }

  private static void refuseBadPrelabels(NewDataset request, Dataset dataset) {
    if (!Boolean.TRUE.equals(request.prelabels())) {
      if (Boolean.FALSE.equals(request.independentAnswers())) {
        throw invalid("independentAnswers", "false goes with prelabels");
      }
      return;
    }
    if (!request.schema().isCategorical()) {
      throw invalid("prelabels", "only where answers are classes, which are choice and pairwise");
    }
    if (dataset.goldShare > 0 || dataset.probeShare > 0) {
      throw Problem.unprocessable(
          "prelabels-with-gold",
          "Labelers could tell gold and probes by a missing suggestion: with prelabels, goldShare"
              + " and probeShare are 0.");
    }
  }

  private static void refuseBadIncentive(NewDataset request) {
    Incentive incentive = request.incentive();
    if (incentive == null) {
      return;
    }
    if (!request.schema().isCategorical()) {
      throw invalid("incentive", "only where answers are classes, which are choice and pairwise");
    }
    if (Dataset.bonusDown(request.priceBaseUnits(), incentive.bonusBasisPoints()).isZero()) {
      throw invalid("incentive.bonusBasisPoints", "at least one base unit of the price");
    }
  }

  static Problem unknown() {
    return Problem.notFound("unknown-dataset", "There is no such dataset.");
  }

  private static Problem invalid(String field, String detail) {
    return Problem.unprocessable("invalid-field", field + ": " + detail).withField(field, detail);
  }
}
