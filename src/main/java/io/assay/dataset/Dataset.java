package io.assay.dataset;

import io.assay.platform.TokenAmount;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A named set of items with one label schema, one price and one quality target. */
@Entity
@Table(name = "dataset")
@SuppressWarnings("NullAway.Init")
public class Dataset extends PanacheEntityBase {
  /** By what the next answer is bought. */
  public enum Priority {
    EXPECTED_ERROR_REDUCTION,
    ACTIVE_LAB;

    /** As the API writes it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Priority> find(String wireName) {
      return Arrays.stream(values()).filter(one -> one.wireName().equals(wireName)).findFirst();
    }
  }

  @Id public UUID id;

  @Column(name = "requester_id")
  public UUID requesterId;

  public String name;
  public String description;
  public String instructions;

  @Column(name = "label_schema")
  @JdbcTypeCode(SqlTypes.JSON)
  public LabelSchema labelSchema;

  @Column(name = "price_base_units")
  public BigDecimal priceBaseUnits;

  /** Answers asked of every item at first. */
  @Column(name = "redundancy_min")
  public int redundancyMin;

  /** Answers at which an item is given up as unclear. */
  @Column(name = "redundancy_max")
  public int redundancyMax;

  /** Confidence at which an item needs no further answer, in (0, 1]. */
  @Column(name = "target_confidence")
  public double targetConfidence;

  /** Share of hidden known items among those leased, in [0, 0.5]. */
  @Column(name = "gold_share")
  public double goldShare;

  /**
   * Share of the budget for answers that consensus does not ask for, to probes and recycled gold,
   * in [0, 0.2]; also the share of a labeler's items that are probes. 0 is without probes.
   */
  @Column(name = "probe_share")
  public double probeShare;

  @Column(name = "lease_seconds")
  public int leaseSeconds;

  /** Expected share of wrong labels at which buying stops; null where every item has its target. */
  @Column(name = "target_error")
  @Nullable
  public Double targetError;

  /** Most to spend on answers; null where the funding is the limit. */
  @Column(name = "budget_base_units")
  @Nullable
  public BigDecimal budgetBaseUnits;

  /** When buying stops whatever the error; null for never. */
  @Nullable public Instant deadline;

  /** By what the next answer is bought where there is a target error. */
  @Enumerated(EnumType.STRING)
  public Priority priority;

  /** Whether labelers may see what the model takes an item for. */
  public boolean prelabels;

  /** Whether they see it only after they answered. */
  @Column(name = "independent_answers")
  public boolean independentAnswers;

  /** How answers are paid beyond the price; null for flat pay. */
  @JdbcTypeCode(SqlTypes.JSON)
  @Nullable
  public Incentive incentive;

  /** The most that answers may earn beyond the price, as a share of it; 0 for flat pay. */
  @Column(name = "bonus_basis_points")
  public int bonusBasisPoints;

  @Enumerated(EnumType.STRING)
  public DatasetState state;

  @Column(name = "funded_base_units", updatable = false)
  public BigDecimal fundedBaseUnits;

  /** Paid or promised to leases that run; moved by the dispatcher only. */
  @Column(name = "committed_base_units", updatable = false)
  public BigDecimal committedBaseUnits;

  /** The part of the committed that went to probes and recycled gold beyond the redundancy. */
  @Column(name = "probe_committed_base_units", updatable = false)
  public BigDecimal probeCommittedBaseUnits;

  /** How far that may rise at present: what ordinary answers need is kept for them. */
  @Column(name = "probe_limit_base_units", updatable = false)
  public BigDecimal probeLimitBaseUnits;

  @Column(name = "created_at")
  public Instant createdAt;

  /** Whether an item comes with what the model takes it for. */
  public boolean suggestsBeforehand() {
    return prelabels && !independentAnswers;
  }

  /** Most to spend on answers, if there is a limit beside the funding. */
  public @Nullable TokenAmount budget() {
    return budgetBaseUnits == null ? null : TokenAmount.ofNumeric(budgetBaseUnits);
  }

  public TokenAmount price() {
    return TokenAmount.ofNumeric(priceBaseUnits);
  }

  /** What an answer may earn on average beyond the price, rounded down. */
  public TokenAmount bonusDown() {
    return bonusDown(price(), bonusBasisPoints);
  }

  /** A share of a price in basis points, rounded down. */
  static TokenAmount bonusDown(TokenAmount price, int basisPoints) {
    BigInteger parts = price.baseUnits().multiply(BigInteger.valueOf(basisPoints));
    return new TokenAmount(parts.divide(BigInteger.valueOf(10_000)));
  }
}
