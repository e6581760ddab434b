package io.assay.fraud.review;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.assay.platform.TokenAmount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an appeal.
 *
 * @param goodwillBaseUnits owed beyond the restored pay; null unless it was upheld
 */
public record AppealView(
    UUID id,
    UUID caseId,
    String statement,
    State state,
    @Nullable Instant decidedAt,
    @Nullable String reason,
    Instant answerBy,
    @Nullable TokenAmount goodwillBaseUnits) {
  /** Where it stands. */
  public enum State {
    WAITING,
    UPHELD,
    REJECTED
  }

  /**
   * An appeal before a third person.
   *
   * @param decidedBefore who decided the case, and so not this
   * @param moneyBaseUnits pay that is held or was returned
   */
  public record Queued(
      @JsonUnwrapped AppealView appeal,
      String labeler,
      List<String> caseLabelers,
      List<String> decidedBefore,
      TokenAmount moneyBaseUnits) {}
}
