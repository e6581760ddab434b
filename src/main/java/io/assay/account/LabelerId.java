package io.assay.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The id of a labeler's account. */
public record LabelerId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LabelerId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
