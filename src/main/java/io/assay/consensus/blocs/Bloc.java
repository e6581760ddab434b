package io.assay.consensus.blocs;

import java.util.List;
import java.util.SortedMap;

/**
 * Labelers who answer from one sheet.
 *
 * @param members their names, sorted
 * @param membership the chance in [0, 1] of every labeler with answers to be one of them
 * @param gain how much better the answers are foretold with the bloc than by one crowd, nats
 * @param mass the members' share of the answers
 * @param copyRate how often a member takes the answer from the sheet, in [0, 1]
 * @param evidence how much the known labels speak against the bloc where it disputes them, nats
 * @param decided whether it is clear that this side, and not the rest, is the bloc
 * @param disputed the tasks that would decide it best, best first
 */
public record Bloc(
    List<String> members,
    SortedMap<String, Double> membership,
    double gain,
    double mass,
    double copyRate,
    double evidence,
    boolean decided,
    List<String> disputed) {
  public Bloc {
    members = List.copyOf(members);
    disputed = List.copyOf(disputed);
  }
}
