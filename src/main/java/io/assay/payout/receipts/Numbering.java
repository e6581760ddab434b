package io.assay.payout.receipts;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Names as numbers from 0 in the natural order of the names, written with leading zeros so that the
 * order stays what it was: a fit of the numbers is that of the names, to the bit.
 */
final class Numbering {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int digits;

  Numbering(Collection<String> names) {
    for (String name : new TreeSet<>(names)) {
      numbers.put(name, numbers.size());
    }
    digits = Integer.toString(Math.max(0, numbers.size() - 1)).length();
  }

  /**
   * The number as text.
   *
   * @throws IllegalArgumentException if it is not among the names
   */
  String of(String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("a name without a number");
    }
    String text = number.toString();
    return "0".repeat(digits - text.length()) + text;
  }

  boolean has(String name) {
    return numbers.containsKey(name);
  }
}
