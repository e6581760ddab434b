package io.assay.simulation.attacks;

import io.assay.consensus.answers.Answers;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A recorded crowd with an attack planted in it.
 *
 * @param answers honest and planted answers
 * @param planted the names of the planted accounts
 * @param gold known labels which attackers may recognise
 */
public record AttackedCrowd(
    Answers answers, SortedSet<String> planted, SortedMap<String, String> gold) {
  public AttackedCrowd {
    planted = Collections.unmodifiableSortedSet(new TreeSet<>(planted));
    gold = Collections.unmodifiableSortedMap(new TreeMap<>(gold));
  }
}
