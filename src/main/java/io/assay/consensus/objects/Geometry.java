package io.assay.consensus.objects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * Spans and boxes: the weighted median of every end and side. Polygons: each outline is walked from a
 * corner in 64 steps of equal length, turned the same way round, and rotated to lie nearest to the
 * medoid; then every point is the weighted median of its fellows. Outlines with different detail do not
 * meet at equal lengths, so the medoid itself is taken where it overlaps the drawn ones more.
 */
/** Makes one shape of several drawn for the same object. */
final class Geometry {
  private static final int STEPS = 64;

  private Geometry() {}

  /** The shape nearest to all, with the given class. */
  static Shape median(List<Shape> shapes, double[] weights, String label) {
    if (shapes.get(0) instanceof Shape.Span) {
      int start = (int) Math.rint(median(shapes, weights, s -> ((Shape.Span) s).start()));
      int end = (int) Math.rint(median(shapes, weights, s -> ((Shape.Span) s).end()));
      return new Shape.Span(start, Math.max(start + 1, end), label);
    }
    if (shapes.get(0) instanceof Shape.Box) {
      double left = median(shapes, weights, s -> ((Shape.Box) s).x());
      double top = median(shapes, weights, s -> ((Shape.Box) s).y());
      double right = median(shapes, weights, s -> ((Shape.Box) s).x() + ((Shape.Box) s).width());
      double bottom = median(shapes, weights, s -> ((Shape.Box) s).y() + ((Shape.Box) s).height());
      return right > left && bottom > top
          ? new Shape.Box(left, top, right - left, bottom - top, label)
          : relabel(shapes.get(medoid(shapes, weights)), label);
    }
    return polygon(shapes, weights, label);
  }

  private interface Side {
    double of(Shape shape);
  }

  private static double median(List<Shape> shapes, double[] weights, Side side) {
    double[] values = new double[shapes.size()];
    Arrays.setAll(values, n -> side.of(shapes.get(n)));
    return median(values, weights);
  }

  /** The value with half of the weight on either side; the middle of two where both are. */
  static double median(double[] values, double[] weights) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, n -> n);
    Arrays.sort(
        order,
        (a, b) -> {
          int byValue = Double.compare(values[a], values[b]);
          return byValue != 0 ? byValue : Double.compare(weights[a], weights[b]);
        });
    double total = Arrays.stream(weights).sum();
    double below = 0;
    for (int n = 0; n < order.length; n++) {
      below += weights[order[n]];
      if (n + 1 < order.length && Math.abs(below - total / 2) <= 1e-9 * total) {
        return (values[order[n]] + values[order[n + 1]]) / 2;
      }
      if (below >= total / 2) {
        return values[order[n]];
      }
    }
    return values[order[order.length - 1]];
  }

  /** The shape that overlaps the others most. */
  private static int medoid(List<Shape> shapes, double[] weights) {
    int best = 0;
    for (int n = 1; n < shapes.size(); n++) {
      if (overlap(shapes.get(n), shapes, weights) > overlap(shapes.get(best), shapes, weights)) {
        best = n;
      }
    }
    return best;
  }

  /** Weighted mean of the intersection over union with the shapes. */
  static double overlap(Shape shape, List<Shape> shapes, double[] weights) {
    double sum = 0;
    double total = 0;
    for (int n = 0; n < weights.length; n++) {
      sum += weights[n] * Overlap.of(shape, shapes.get(n));
      total += weights[n];
    }
    return total > 0 ? sum / total : 0;
  }

  static Shape relabel(Shape shape, String label) {
    if (shape instanceof Shape.Span span) {
      return new Shape.Span(span.start(), span.end(), label);
    }
    if (shape instanceof Shape.Box box) {
      return new Shape.Box(box.x(), box.y(), box.width(), box.height(), label);
    }
    return new Shape.Polygon(((Shape.Polygon) shape).points(), label);
  }

  private static Shape polygon(List<Shape> shapes, double[] weights, String label) {
    int medoid = medoid(shapes, weights);
    Shape drawn = relabel(shapes.get(medoid), label);
    if (shapes.size() < 3) {
      return drawn;
    }
    double[][] reference = walk((Shape.Polygon) shapes.get(medoid));
    List<double[][]> walks = new ArrayList<>();
    for (Shape shape : shapes) {
      walks.add(aligned(walk((Shape.Polygon) shape), reference));
    }
    List<Shape.Point> points = new ArrayList<>();
    double[] x = new double[shapes.size()];
    double[] y = new double[shapes.size()];
    for (int step = 0; step < STEPS; step++) {
      for (int n = 0; n < x.length; n++) {
        x[n] = walks.get(n)[step][0];
        y[n] = walks.get(n)[step][1];
      }
      points.add(new Shape.Point(median(x, weights), median(y, weights)));
    }
    Shape middle = new Shape.Polygon(points, label);
    return overlap(middle, shapes, weights) > overlap(drawn, shapes, weights) ? middle : drawn;
  }

  private static double[][] walk(Shape.Polygon polygon) {
    List<Shape.Point> points = polygon.points();
    int size = points.size();
    double area = 0;
    double length = 0;
    for (int n = 0; n < size; n++) {
      Shape.Point a = points.get(n);
      Shape.Point b = points.get((n + 1) % size);
      area += a.x() * b.y() - b.x() * a.y();
      length += distance(a, b);
    }
    double[][] walk = new double[STEPS][2];
    double done = 0;
    int edge = 0;
    for (int step = 0; step < STEPS; step++) {
      double wanted = length * step / STEPS;
      Shape.Point a = corner(points, edge, area);
      Shape.Point b = corner(points, edge + 1, area);
      while (edge < size - 1 && done + distance(a, b) < wanted) {
        done += distance(a, b);
        edge++;
        a = corner(points, edge, area);
        b = corner(points, edge + 1, area);
      }
      double share = distance(a, b) > 0 ? Math.min(1, (wanted - done) / distance(a, b)) : 0;
      walk[step][0] = a.x() + share * (b.x() - a.x());
      walk[step][1] = a.y() + share * (b.y() - a.y());
    }
    return walk;
  }

  private static Shape.Point corner(List<Shape.Point> points, int edge, double area) {
    int size = points.size();
    return points.get(area >= 0 ? edge % size : (size - edge % size) % size);
  }

  private static double distance(Shape.Point a, Shape.Point b) {
    return Math.sqrt((a.x() - b.x()) * (a.x() - b.x()) + (a.y() - b.y()) * (a.y() - b.y()));
  }

  private static double[][] aligned(double[][] walk, double[][] reference) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int shift = 0; shift < STEPS; shift++) {
      double sum = 0;
      for (int step = 0; step < STEPS; step++) {
        double[] point = walk[(step + shift) % STEPS];
        double dx = point[0] - reference[step][0];
        double dy = point[1] - reference[step][1];
        sum += dx * dx + dy * dy;
      }
      if (sum < least) {
        least = sum;
        best = shift;
      }
    }
    double[][] result = new double[STEPS][];
    for (int step = 0; step < STEPS; step++) {
      result[step] = walk[(step + best) % STEPS];
    }
    return result;
  }
}
