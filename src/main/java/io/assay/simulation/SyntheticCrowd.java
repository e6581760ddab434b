package io.assay.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A crowd made up for demonstrations and tests, with a farm planted in it, from a seed: the same
 * seed gives the same crowd.
 *
 * <p>Honest labelers err each at their own rate, independently of each other. The accounts of the
 * farm fill in one answer sheet, made with little care, and each alters a few answers of it; some
 * of them share a browser. Their quality alone is not worse than that of a careless person: what
 * gives them away is that they err together.
 */
final class SyntheticCrowd {
  private static final String[] NAMES = {
    "amara", "bao", "chidi", "dana", "elif", "farah", "goran", "hana", "ines", "jonas", "keiko",
    "liam", "mei", "nadia", "omar", "priya", "quinn", "rosa", "sofia", "tariq", "uma", "viktor",
    "wen", "ximena", "yusuf", "zoe", "anouk", "bilal", "carla", "dmitri", "esi", "felix", "greta",
    "hugo", "imani", "jiho", "kofi", "lena", "mateo", "nilufar"
  };
  private static final int REDUNDANCY = 8;
  private static final double FARM_CARE = 0.55;
  private static final double FARM_ALTERS = 0.06;

  private final SplittableRandom random;

  SyntheticCrowd(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Makes the crowd.
   *
   * @param texts text by task, with a truth each
   * @param labelers honest ones
   * @param farm accounts of the farm, 0 for none
   */
  Crowd make(
      String name, Map<String, String> texts, Map<String, String> truth, int labelers, int farm) {
    List<String> tasks = truth.keySet().stream().sorted().toList();
    List<String> labels = truth.values().stream().distinct().sorted().toList();
    List<String> people = people(labelers + farm);
    List<String> honest = people.subList(0, labelers);
    List<String> planted = people.subList(labelers, people.size());
    List<Crowd.Answer> answers = new ArrayList<>();
    Map<String, Double> skill = new HashMap<>();
    honest.forEach(labeler -> skill.put(labeler, 0.62 + 0.34 * random.nextDouble()));
    for (String task : tasks) {
      String right = truth.getOrDefault(task, labels.get(0));
      for (String labeler : some(honest, REDUNDANCY)) {
        boolean knows = random.nextDouble() < skill.getOrDefault(labeler, 0.0);
        answers.add(new Crowd.Answer(task, labeler, knows ? right : other(labels, right)));
      }
      String sheet = random.nextDouble() < FARM_CARE ? right : other(labels, right);
      for (String labeler : some(planted, planted.size() / 2 + 1)) {
        boolean alters = random.nextDouble() < FARM_ALTERS;
        answers.add(new Crowd.Answer(task, labeler, alters ? other(labels, sheet) : sheet));
      }
    }
    shuffle(answers);
    Map<String, String> browsers = new HashMap<>();
    long browserSeed = random.nextLong();
    for (int i = 0; i < people.size(); i++) {
      boolean shares = i >= labelers && i < labelers + Math.min(3, farm);
      int owner = shares ? labelers : i;
      browsers.put(people.get(i), String.format("demo-browser-%016x-%d", browserSeed, owner));
    }
    return new Crowd(name, answers, truth, Map.of(), texts, browsers);
  }

  private List<String> people(int count) {
    List<String> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = NAMES[i % NAMES.length];
      people.add(i < NAMES.length ? name : name + (i / NAMES.length + 1));
    }
    shuffle(people);
    return people;
  }

  private <T> List<T> some(List<T> from, int count) {
    List<T> copy = new ArrayList<>(from);
    shuffle(copy);
    return copy.subList(0, Math.min(count, copy.size()));
  }

  private String other(List<String> labels, String not) {
    List<String> others = labels.stream().filter(label -> !label.equals(not)).toList();
    return others.isEmpty() ? not : others.get(random.nextInt(others.size()));
  }

  private <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
