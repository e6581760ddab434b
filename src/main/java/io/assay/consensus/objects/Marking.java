package io.assay.consensus.objects;

import java.util.List;

/** All objects a labeler marked on an item; none says that there is none. */
public record Marking(String item, String labeler, List<Shape> shapes) {
  public Marking {
    shapes = List.copyOf(shapes);
  }
}
