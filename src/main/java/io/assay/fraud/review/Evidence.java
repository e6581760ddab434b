package io.assay.fraud.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.account.LabelerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a case rests on.
 *
 * @param pairs labelers compared two by two, strongest first
 * @param commonItems items several of them answered, with all their answers
 */
public record Evidence(List<PairView> pairs, List<CommonItem> commonItems) {
  /**
   * Agreement of two labelers: seen, and expected of people who work alone.
   *
   * @param logEValue null for a blind reviewer
   */
  public record PairView(
      LabelerId labelerIdA,
      LabelerId labelerIdB,
      String labelerA,
      String labelerB,
      int commonItems,
      int same,
      double expectedSame,
      @Nullable Double logEValue) {
    PairView blind() {
      return new PairView(
          labelerIdA, labelerIdB, labelerA, labelerB, commonItems, same, expectedSame, null);
    }
  }

  /** One item and who said what. */
  public record CommonItem(
      String itemKey,
      JsonNode content,
      @Nullable String consensus,
      double expectedAgreement,
      List<Answer> answers) {}

  /** One answer. */
  public record Answer(String labeler, String label) {}

  Evidence blind() {
    return new Evidence(pairs.stream().map(PairView::blind).toList(), commonItems);
  }
}
