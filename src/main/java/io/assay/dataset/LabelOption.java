package io.assay.dataset;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing a labeler may choose: {@code value} is stored and exported, {@code title} is shown,
 * {@code titles} gives the title in other languages by BCP 47 tag.
 */
public record LabelOption(
    @NotBlank @Size(max = 100) String value,
    @Size(max = 200) @Nullable String title,
    @Nullable Map<String, String> titles) {
  public LabelOption {
    titles = titles == null ? Map.of() : Map.copyOf(titles);
  }
}
