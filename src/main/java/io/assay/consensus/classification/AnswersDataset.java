package io.assay.consensus.classification;

import io.assay.consensus.answers.Answers;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/**
 * Answers as a Tribuo data set: one example an item, one feature an answer.
 *
 * <p>The feature of labeler j's answer l is the token {@code j U+0001 l} with value 1. The output
 * is the known label where there is one, then metadata {@code gold} is true, else the label of the
 * majority; Tribuo has no half-known outputs.
 */
public final class AnswersDataset {
  static final String TASK = "task";
  static final String GOLD = "gold";

  private static final char SEPARATOR = '\u0001';

  private AnswersDataset() {}

  /** The data set whose provenance names the answers by their hash. */
  public static Dataset<Label> of(Answers answers, Map<String, String> gold) {
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(AnswersProvenance.source(AnswersHash.of(answers, gold)), factory);
    Consensus majority = new MajorityVote().aggregate(answers, gold);
    for (int t = 0; t < answers.tasks(); t++) {
      TreeMap<String, String> votes = new TreeMap<>();
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        votes.put(answers.labeler(answers.labelerAt(p)), answers.label(answers.labelAt(p)));
      }
      Map<String, Object> metadata =
          Map.of(TASK, answers.task(t), GOLD, gold.containsKey(answers.task(t)));
      dataset.add(example(new Label(majority.label(t)), votes, metadata));
    }
    return dataset;
  }

  /** One item to predict the label of from the label each labeler gave it; not empty. */
  public static Example<Label> example(Map<String, String> votes) {
    return example(LabelFactory.UNKNOWN_LABEL, votes, Map.of());
  }

  private static Example<Label> example(
      Label output, Map<String, String> votes, Map<String, Object> metadata) {
    String[] names = new String[votes.size()];
    double[] values = new double[votes.size()];
    int i = 0;
    for (Map.Entry<String, String> vote : new TreeMap<>(votes).entrySet()) {
      names[i] = token(vote.getKey(), vote.getValue());
      values[i++] = 1;
    }
    return new ArrayExample<>(output, names, values, metadata);
  }

  /** Reads the answers back. */
  static Answers answers(Dataset<Label> dataset) {
    Answers.Builder answers = Answers.builder();
    int number = 0;
    for (Example<Label> example : dataset) {
      String task = task(example, number++);
      for (Feature feature : example) {
        answers.add(task, labeler(feature.getName()), label(feature.getName()));
      }
    }
    return answers.build();
  }

  /** Reads the known labels back. */
  static Map<String, String> gold(Dataset<Label> dataset) {
    TreeMap<String, String> gold = new TreeMap<>();
    int number = 0;
    for (Example<Label> example : dataset) {
      String task = task(example, number++);
      if (example.getMetadataValue(GOLD).equals(Optional.of(true))) {
        gold.put(task, example.getOutput().getLabel());
      }
    }
    return gold;
  }

  private static String task(Example<Label> example, int number) {
    return example.getMetadataValue(TASK).map(Object::toString).orElse("example-" + number);
  }

  private static String token(String labeler, String label) {
    return labeler + SEPARATOR + label;
  }

  static String labeler(String token) {
    return token.substring(0, cut(token));
  }

  static String label(String token) {
    return token.substring(cut(token) + 1);
  }

  private static int cut(String token) {
    int cut = token.indexOf(SEPARATOR);
    if (cut < 0) {
      throw new IllegalArgumentException("no answer of a labeler: " + token);
    }
    return cut;
  }
}
