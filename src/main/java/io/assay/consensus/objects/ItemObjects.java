package io.assay.consensus.objects;

import java.util.List;

/**
 * The objects of an item.
 *
 * @param objects those more probably there than not
 * @param confidence mean probability that what was decided of a candidate, there and of which class
 *     or not there, is right; where nobody marked anything, that nothing was missed
 * @param answers number of labelers who answered
 */
public record ItemObjects(
    String item, List<ObjectEstimate> objects, double confidence, int answers) {
  public ItemObjects {
    objects = List.copyOf(objects);
  }
}
