package io.assay.fraud.review;

import io.assay.platform.Problem;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Innocent explanations that a reviewer looks at before deciding. */
final class Checklist {
  static final List<String> KEYS =
      List.of(
          "same-household",
          "shared-network",
          "shared-computer",
          "ambiguous-items",
          "same-guideline",
          "public-source");

  private Checklist() {}

  static List<CaseDetail.ChecklistEntry> entries() {
    return KEYS.stream().map(CaseDetail.ChecklistEntry::new).toList();
  }

  /**
   * The keys looked at, in a fixed order.
   *
   * @throws Problem 422 {@code invalid-field} for one that is not on the list
   */
  static List<String> read(@Nullable List<String> given) {
    if (given == null) {
      return List.of();
    }
    for (String key : given) {
      if (key == null || !KEYS.contains(key)) {
        throw Problem.unprocessable("invalid-field", "checklist: an unknown explanation.")
            .withField("checklist", "some of " + String.join(", ", KEYS));
      }
    }
    return List.copyOf(new TreeSet<>(given));
  }
}
