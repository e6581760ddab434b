package io.assay.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who answered what, in order, with what is known beside it.
 *
 * @param name what to call its dataset
 * @param answers each labeler at most once on a task
 * @param truth the true label by task, for the report only; the server never sees it
 * @param gold known answers given to the server, by task
 * @param texts the text of a task where there is one
 * @param browsers the token a labeler's browser keeps, where one is known; shared by some farms
 */
public record Crowd(
    String name,
    List<Answer> answers,
    Map<String, String> truth,
    Map<String, String> gold,
    Map<String, String> texts,
    Map<String, String> browsers) {
  /** One answer of a labeler. */
  public record Answer(String task, String labeler, String label) {}

  public Crowd {
    answers = List.copyOf(answers);
    truth = Map.copyOf(truth);
    gold = Map.copyOf(gold);
    texts = Map.copyOf(texts);
    browsers = Map.copyOf(browsers);
  }

  /** A crowd of which only answers, truth and gold are known. */
  public static Crowd recorded(
      String name, List<Answer> answers, Map<String, String> truth, Map<String, String> gold) {
    return new Crowd(name, answers, truth, gold, Map.of(), Map.of());
  }

  List<String> tasks() {
    return List.copyOf(new TreeSet<>(answers.stream().map(Answer::task).toList()));
  }

  List<String> labelers() {
    return List.copyOf(new TreeSet<>(answers.stream().map(Answer::labeler).toList()));
  }

  List<String> labels() {
    TreeSet<String> labels = new TreeSet<>(answers.stream().map(Answer::label).toList());
    labels.addAll(gold.values());
    return List.copyOf(labels);
  }

  /** Most answers on one task. */
  int maxRedundancy() {
    Map<String, Integer> count = new TreeMap<>();
    answers.forEach(answer -> count.merge(answer.task(), 1, Integer::sum));
    return count.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** A name for exactly these answers: played again it meets the same dataset. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Answer answer : answers) {
        String line =
            answer.task() + "\u001f" + answer.labeler() + "\u001f" + answer.label() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      new TreeMap<>(gold)
          .forEach(
              (task, label) ->
                  digest.update((task + "\u001f" + label + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
