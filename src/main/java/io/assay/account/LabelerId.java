package io.assay.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The id of a labeler's account. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record LabelerId(@JsonValue UUID value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LabelerId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
