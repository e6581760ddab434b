package io.assay.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a dataset pays beyond its price. Shares are in basis points, a ten-thousandth each; what is
 * not said has the default named. Datasets without one pay their price alone.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Incentive.CorrelatedAgreement.class, name = "correlated-agreement"),
  @JsonSubTypes.Type(value = Incentive.Difficulty.class, name = "difficulty"),
  @JsonSubTypes.Type(value = Incentive.StakeClipped.class, name = "stake-clipped")
})
@Schema(
    discriminatorProperty = "rule",
    discriminatorMapping = {
      @DiscriminatorMapping(
          value = "correlated-agreement",
          schema = Incentive.CorrelatedAgreement.class),
      @DiscriminatorMapping(value = "difficulty", schema = Incentive.Difficulty.class),
      @DiscriminatorMapping(value = "stake-clipped", schema = Incentive.StakeClipped.class)
    },
    oneOf = {
      Incentive.CorrelatedAgreement.class,
      Incentive.Difficulty.class,
      Incentive.StakeClipped.class
    })
public sealed interface Incentive {
  /** Most that answers may earn beyond the price, as a share of it. */
  int bonusBasisPoints();

  /**
   * A bonus for agreeing with others on the same item more often than on different ones.
   *
   * @param fullScoreBasisPoints the score from which on the whole bonus is paid; 5000 if not said
   * @param minAnswers items answered by others too before there is a bonus; 20 if not said
   */
  record CorrelatedAgreement(
      @Min(1) @Max(10_000) int bonusBasisPoints,
      @Min(100) @Max(10_000) @Nullable Integer fullScoreBasisPoints,
      @Min(2) @Max(1_000) @Nullable Integer minAnswers)
      implements Incentive {
    public CorrelatedAgreement {
      fullScoreBasisPoints = orElse(fullScoreBasisPoints, 5_000);
      minAnswers = orElse(minAnswers, 20);
    }
  }

  /**
   * A bonus for items on which others disagree.
   *
   * @param floorBasisPoints the part of it that the easiest item earns; 0 if not said
   */
  record Difficulty(
      @Min(1) @Max(10_000) int bonusBasisPoints,
      @Min(0) @Max(10_000) @Nullable Integer floorBasisPoints)
      implements Incentive {
    public Difficulty {
      floorBasisPoints = orElse(floorBasisPoints, 0);
    }
  }

  /**
   * A pool shared by the weight that a majority of reliability supports.
   *
   * @param kappaBasisPoints that majority; 5000 if not said
   * @param minAnswers items answered by others too before there is a share; 20 if not said
   */
  record StakeClipped(
      @Min(1) @Max(10_000) int bonusBasisPoints,
      @Min(5_000) @Max(10_000) @Nullable Integer kappaBasisPoints,
      @Min(2) @Max(1_000) @Nullable Integer minAnswers)
      implements Incentive {
    public StakeClipped {
      kappaBasisPoints = orElse(kappaBasisPoints, 5_000);
      minAnswers = orElse(minAnswers, 20);
    }
  }

  private static Integer orElse(@Nullable Integer said, int otherwise) {
    return said == null ? otherwise : said;
  }
}
