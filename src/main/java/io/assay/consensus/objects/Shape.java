package io.assay.consensus.objects;

import java.util.List;

/** Where an object lies, and its class. */
public sealed interface Shape {
  String label();

  /** A stretch of text from {@code start} up to and without {@code end}. */
  record Span(int start, int end, String label) implements Shape {
    public Span {
      if (start >= end) {
        throw new IllegalArgumentException("a span starts before it ends");
      }
    }
  }

  /** An upright rectangle. */
  record Box(double x, double y, double width, double height, String label) implements Shape {
    public Box {
      if (!(width > 0 && height > 0)) {
        throw new IllegalArgumentException("a box has a width and a height above 0");
      }
    }
  }

  /** A point of a polygon. */
  record Point(double x, double y) {}

  /** A polygon by its corners; the last is joined to the first. */
  record Polygon(List<Point> points, String label) implements Shape {
    public Polygon {
      points = List.copyOf(points);
      if (points.size() < 3) {
        throw new IllegalArgumentException("a polygon has three points or more");
      }
    }
  }
}
