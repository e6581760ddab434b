package io.assay.consensus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assay.consensus.KindEstimate.ItemLabel;
import io.assay.consensus.classification.Reliability;
import io.assay.consensus.objects.ItemObjects;
import io.assay.consensus.objects.Marking;
import io.assay.consensus.objects.MatchAndVote;
import io.assay.consensus.objects.ObjectConsensus;
import io.assay.consensus.objects.ObjectEstimate;
import io.assay.consensus.objects.Shape;
import io.assay.dataset.LabelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labels of spans, boxes and polygons by {@link MatchAndVote}. */
final class ObjectFit {
  private ObjectFit() {}

  static SchemaConsensus.Result estimate(LabelSchema schema, FitInput input) {
    List<Marking> markings = new ArrayList<>();
    input.forEach(
        vote -> markings.add(new Marking(vote.item(), vote.labeler(), shapes(vote.label()))));
    ObjectConsensus consensus = new MatchAndVote().estimate(markings, input.exclusions());
    Map<String, ItemLabel> items = new TreeMap<>();
    for (ItemObjects one : consensus.items()) {
      String label = schema.read(write(one.objects())).canonical();
      items.put(one.item(), ItemLabel.of(label, one.confidence()));
    }
    List<Reliability> labelers =
        consensus.labelers().stream()
            .map(
                one ->
                    new Reliability(
                        one.labeler(),
                        one.answers(),
                        one.agreement(),
                        one.agreementLow(),
                        one.agreementHigh(),
                        one.informativeness()))
            .toList();
    return new SchemaConsensus.Result("match-and-vote", items, labelers, 0);
  }

  private static List<Shape> shapes(String label) {
    List<Shape> shapes = new ArrayList<>();
    for (JsonNode shape : StoredLabels.parse(label)) {
      shapes.add(shape(shape, shape.get("label").textValue()));
    }
    return shapes;
  }

  private static Shape shape(JsonNode shape, String label) {
    if (shape.has("start")) {
      return new Shape.Span(shape.get("start").intValue(), shape.get("end").intValue(), label);
    }
    if (shape.has("points")) {
      List<Shape.Point> points = new ArrayList<>();
      for (JsonNode point : shape.get("points")) {
        points.add(new Shape.Point(point.get(0).doubleValue(), point.get(1).doubleValue()));
      }
      return new Shape.Polygon(points, label);
    }
    return new Shape.Box(
        shape.get("x").doubleValue(),
        shape.get("y").doubleValue(),
        shape.get("width").doubleValue(),
        shape.get("height").doubleValue(),
        label);
  }

  private static ArrayNode write(List<ObjectEstimate> objects) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (ObjectEstimate object : objects) {
      ObjectNode node = all.addObject().put("label", object.shape().label());
      if (object.shape() instanceof Shape.Span span) {
        node.put("start", span.start()).put("end", span.end());
      } else if (object.shape() instanceof Shape.Box box) {
        node.put("x", box.x()).put("y", box.y());
        node.put("width", box.width()).put("height", box.height());
      } else if (object.shape() instanceof Shape.Polygon polygon) {
        ArrayNode points = node.putArray("points");
        polygon.points().forEach(point -> points.addArray().add(point.x()).add(point.y()));
      }
    }
    return all;
  }
}
