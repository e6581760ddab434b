package io.assay.consensus.objects;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Intersection over union, |A ∩ B| / |A ∪ B|, in [0, 1]; 0 between shapes of different kinds. */
final class Overlap {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Overlap() {}

  static double of(Shape a, Shape b) {
    if (a instanceof Shape.Span one && b instanceof Shape.Span other) {
      double common = length(one.start(), one.end(), other.start(), other.end());
      return common / (one.end() - one.start() + other.end() - other.start() - common);
    }
    if (a instanceof Shape.Box one && b instanceof Shape.Box other) {
      double common =
          length(one.x(), one.x() + one.width(), other.x(), other.x() + other.width())
              * length(one.y(), one.y() + one.height(), other.y(), other.y() + other.height());
      return common / (one.width() * one.height() + other.width() * other.height() - common);
    }
    if (a instanceof Shape.Polygon one && b instanceof Shape.Polygon other) {
      Geometry first = geometry(one);
      Geometry second = geometry(other);
      if (!first.getEnvelopeInternal().intersects(second.getEnvelopeInternal())) {
        return 0;
      }
      double common = OverlayNGRobust.overlay(first, second, OverlayNG.INTERSECTION).getArea();
      double union = first.getArea() + second.getArea() - common;
      return union > 0 ? Math.min(1, common / union) : 0;
    }
    return 0;
  }

  private static double length(double from, double to, double otherFrom, double otherTo) {
    return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
  }

  /** The area within the outline; an outline that crosses itself is mended. */
  private static Geometry geometry(Shape.Polygon polygon) {
    int size = polygon.points().size();
    Coordinate[] ring = new Coordinate[size + 1];
    for (int n = 0; n <= size; n++) {
      Shape.Point point = polygon.points().get(n % size);
      ring[n] = new Coordinate(point.x(), point.y());
    }
    Geometry area = FACTORY.createPolygon(ring);
    return area.isValid() ? area : GeometryFixer.fix(area);
  }
}
