package io.assay.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Makes the JSON reader take every value as it is or not at all: 1.5 is no whole number, 1 is no
 * name, the place of a choice in its list is not the choice, and no text is changed on its way in.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper json) {
    refuse(json, LogicalType.Integer, CoercionInputShape.Float, CoercionInputShape.String);
    refuse(json, LogicalType.Float, CoercionInputShape.String);
    refuse(json, LogicalType.Boolean, CoercionInputShape.Integer, CoercionInputShape.String);
    refuse(json, LogicalType.Enum, CoercionInputShape.Integer);
    refuse(
        json,
        LogicalType.Textual,
        CoercionInputShape.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.Boolean);
    json.registerModule(
        new SimpleModule("storable-text").addDeserializer(String.class, new Reader()));
  }

  private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape... shapes) {
    for (CoercionInputShape shape : shapes) {
      json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
    }
  }

  private static final class Reader extends StringDeserializer {
    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = super.deserialize(parser, context);
      if (text != null && !StorableText.holds(text)) {
        throw new UnstorableText(parser);
      }
      return text;
    }
  }

  /** A text that the database would refuse or change. */
  static final class UnstorableText
      extends com.fasterxml.jackson.databind.exc.MismatchedInputException {
    private static final long serialVersionUID = 1L;

    UnstorableText(JsonParser parser) {
      super(parser, "has a character that cannot be stored");
    }
  }
}
