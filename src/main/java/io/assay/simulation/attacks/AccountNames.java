package io.assay.simulation.attacks;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Names of planted accounts that say nothing: each is put together, character by character, from
 * the names of honest labelers, so that it looks like theirs and sorts among them.
 */
final class AccountNames {
  private static final int ATTEMPTS = 20;

  private AccountNames() {}

  static List<String> draw(Answers honest, Set<String> taken, int count, SplittableRandom random) {
    Set<String> used = new TreeSet<>(taken);
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      StringBuilder name = new StringBuilder();
      String template = any(honest, random);
      for (int c = 0; c < template.length(); c++) {
        name.append(character(honest, c, template, random));
      }
      for (int attempt = 1; !isFree(honest, used, name.toString()); attempt++) {
        int place = random.nextInt(name.length() + (attempt % ATTEMPTS == 0 ? 1 : 0));
        char drawn = character(honest, place, "0", random);
        if (place == name.length()) {
          name.append(drawn);
        } else {
          name.setCharAt(place, drawn);
        }
      }
      used.add(name.toString());
      names.add(name.toString());
    }
    return names;
  }

  private static boolean isFree(Answers honest, Set<String> used, String name) {
    return !name.isEmpty() && honest.labelerIndex(name) < 0 && !used.contains(name);
  }

  /** The character at a place of some honest name, or the last one where that is shorter. */
  private static char character(
      Answers honest, int place, String otherwise, SplittableRandom random) {
    String name = any(honest, random);
    String from = name.isEmpty() ? otherwise : name;
    return from.charAt(Math.min(place, from.length() - 1));
  }

  private static String any(Answers honest, SplittableRandom random) {
    String name = honest.labeler(random.nextInt(honest.labelers()));
    return name.isEmpty() ? "0" : name;
  }
}
