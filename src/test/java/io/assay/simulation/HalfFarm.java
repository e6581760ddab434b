package io.assay.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** A crowd half of whose answers are a farm's: nothing in the answers tells which half is which. */
final class HalfFarm {
  private static final int TASKS = 240;
  private static final int PEOPLE = 24;
  private static final int ANSWERS_A_TASK = 3;
  private static final double ALIKE = 0.85;

  private HalfFarm() {}

  static boolean isFarm(String labeler) {
    return labeler.startsWith("farm-");
  }

  /** Both halves keep to a sheet of their own as closely; that of the honest is the truth. */
  static Crowd make(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, String> truth = new TreeMap<>();
    List<Crowd.Answer> answers = new ArrayList<>();
    for (int t = 0; t < TASKS; t++) {
      String task = String.format("item-%03d", t);
      truth.put(task, label(random));
      String sheet = label(random);
      for (int who : some(random)) {
        answers.add(new Crowd.Answer(task, "person-" + who, alike(truth.get(task), random)));
      }
      for (int who : some(random)) {
        answers.add(new Crowd.Answer(task, "farm-" + who, alike(sheet, random)));
      }
    }
    return Crowd.recorded("half-farm-" + seed, answers, truth, Map.of());
  }

  private static Set<Integer> some(SplittableRandom random) {
    Set<Integer> some = new TreeSet<>();
    while (some.size() < ANSWERS_A_TASK) {
      some.add(random.nextInt(PEOPLE));
    }
    return some;
  }

  private static String alike(String label, SplittableRandom random) {
    return random.nextDouble() < ALIKE ? label : label(random);
  }

  private static String label(SplittableRandom random) {
    return "class-" + random.nextInt(4);
  }
}
