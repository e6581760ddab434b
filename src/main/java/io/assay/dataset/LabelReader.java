package io.assay.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.platform.Problem;
import io.assay.platform.StorableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Checks an answer against its schema and gives it the canonical form. */
final class LabelReader {
  private static final int MAX_SHAPES = 1000;
  private static final int MAX_POINTS = 2000;

  private LabelReader() {}

  static Label read(LabelSchema schema, JsonNode answer) {
    if (schema instanceof LabelSchema.Choice choice) {
      return new Label(one(text(answer), choice.options()));
    }
    if (schema instanceof LabelSchema.MultiChoice choice) {
      return multiChoice(choice, answer);
    }
    if (schema instanceof LabelSchema.Spans spans) {
      return shapes(answer, spans.labels(), LabelReader::span);
    }
    if (schema instanceof LabelSchema.Boxes boxes) {
      return shapes(answer, boxes.labels(), LabelReader::box);
    }
    if (schema instanceof LabelSchema.Polygons polygons) {
      return shapes(answer, polygons.labels(), LabelReader::polygon);
    }
    if (schema instanceof LabelSchema.Pairwise pairwise) {
      String side = text(answer);
      if (!pairwise.classes().contains(side)) {
        throw unknown("the answer is one of " + pairwise.classes());
      }
      return new Label(side);
    }
    if (schema instanceof LabelSchema.Rating rating) {
      return rating(rating, answer);
    }
    LabelSchema.Transcription transcription = (LabelSchema.Transcription) schema;
    String text = text(answer).strip();
    if (text.isEmpty() || text.length() > transcription.maxLength()) {
      throw unknown("the text has 1 to " + transcription.maxLength() + " characters");
    }
    if (!StorableText.holds(text)) {
      throw unknown("the text has a character that cannot be stored");
    }
    return new Label(text);
  }

  private static Label multiChoice(LabelSchema.MultiChoice schema, JsonNode answer) {
    TreeSet<String> chosen = new TreeSet<>();
    for (JsonNode value : array(answer, schema.options().size())) {
      if (!chosen.add(one(text(value), schema.options()))) {
        throw unknown("an option is chosen twice");
      }
    }
    ArrayNode canonical = JsonNodeFactory.instance.arrayNode();
    chosen.forEach(canonical::add);
    return new Label(canonical.toString());
  }

  private static Label rating(LabelSchema.Rating schema, JsonNode answer) {
    if (!answer.isNumber()) {
      throw unknown("the answer is a number");
    }
    double value = answer.doubleValue();
    if (!(value >= schema.min() && value <= schema.max())) {
      throw unknown("the answer is from " + schema.min() + " to " + schema.max());
    }
    if (schema.step() > 0) {
      double steps = (value - schema.min()) / schema.step();
      if (Math.abs(steps - Math.rint(steps)) > 1e-9) {
        throw unknown("the answer is " + schema.min() + " plus whole steps of " + schema.step());
      }
    }
    return new Label(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
  }

  @FunctionalInterface
  private interface ShapeReader {
    void read(JsonNode shape, ObjectNode canonical);
  }

  private static Label shapes(JsonNode answer, List<LabelOption> labels, ShapeReader reader) {
    List<String> canonical = new ArrayList<>();
    for (JsonNode shape : array(answer, MAX_SHAPES)) {
      if (!shape.isObject()) {
        throw unknown("each shape is an object");
      }
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      reader.read(shape, node);
      node.put("label", one(text(shape.path("label")), labels));
      canonical.add(node.toString());
    }
    canonical.sort(Comparator.naturalOrder());
    return new Label("[" + String.join(",", canonical) + "]");
  }

  private static void span(JsonNode span, ObjectNode canonical) {
    int start = index(span.path("start"));
    int end = index(span.path("end"));
    if (start >= end) {
      throw unknown("a span starts before it ends");
    }
    canonical.put("start", start).put("end", end);
  }

  private static void box(JsonNode box, ObjectNode canonical) {
    for (String field : new String[] {"x", "y", "width", "height"}) {
      canonical.put(field, coordinate(box.path(field)));
    }
    if (box.path("width").doubleValue() <= 0 || box.path("height").doubleValue() <= 0) {
      throw unknown("a box has a width and a height above 0");
    }
  }

  private static void polygon(JsonNode polygon, ObjectNode canonical) {
    ArrayNode points = canonical.putArray("points");
    for (JsonNode point : array(polygon.path("points"), MAX_POINTS)) {
      if (!point.isArray() || point.size() != 2) {
        throw unknown("a point is [x, y]");
      }
      points.addArray().add(coordinate(point.get(0))).add(coordinate(point.get(1)));
    }
    if (points.size() < 3) {
      throw unknown("a polygon has three points or more");
    }
  }

  private static JsonNode array(JsonNode node, int max) {
    if (!node.isArray() || node.size() > max) {
      throw unknown("the answer is an array of at most " + max);
    }
    return node;
  }

  private static int index(JsonNode node) {
    if (!node.isInt() || node.intValue() < 0) {
      throw unknown("a position is a whole number from 0");
    }
    return node.intValue();
  }

  private static double coordinate(JsonNode node) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue()) || node.doubleValue() < 0) {
      throw unknown("a coordinate is a number from 0");
    }
    return node.doubleValue();
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw unknown("a string is expected");
    }
    return node.textValue();
  }

  private static String one(String value, List<LabelOption> options) {
    for (LabelOption option : options) {
      if (option.value().equals(value)) {
        return value;
      }
    }
    throw unknown("the answer is one of " + options.stream().map(LabelOption::value).toList());
  }

  private static Problem unknown(String reason) {
    return Problem.unprocessable(
            "unknown-label", "The dataset does not take this label: " + reason + ".")
        .withField("label", reason);
  }
}
