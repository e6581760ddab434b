package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up crowds whose truth is known, the same for the same seed. */
public record SyntheticCrowd(
    List<String[]> rows, Map<String, String> truth, Map<String, Double> skill) {

  /** Every item is answered by {@code redundancy} labelers with skills between 0.45 and 0.95. */
  public static SyntheticCrowd of(
      Random random, int tasks, int labelers, int classes, int redundancy) {
    List<String[]> rows = new ArrayList<>();
    Map<String, String> truth = new HashMap<>();
    Map<String, Double> skill = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    for (int j = 0; j < labelers; j++) {
      skill.put("w" + j, 0.45 + 0.5 * random.nextDouble());
      order.add(j);
    }
    for (int t = 0; t < tasks; t++) {
      int right = random.nextInt(classes);
      truth.put("t" + t, "c" + right);
      Collections.shuffle(order, random);
      for (int r = 0; r < Math.min(redundancy, labelers); r++) {
        String labeler = "w" + order.get(r);
        boolean hit = random.nextDouble() < skill.getOrDefault(labeler, 0.0);
        int given = hit ? right : random.nextInt(classes);
        rows.add(new String[] {"t" + t, labeler, "c" + given});
      }
    }
    return new SyntheticCrowd(rows, truth, skill);
  }

  public Answers answers() {
    return answers(rows);
  }

  public static Answers answers(List<String[]> rows) {
    Answers.Builder builder = Answers.builder();
    rows.forEach(row -> builder.add(row[0], row[1], row[2]));
    return builder.build();
  }
}
