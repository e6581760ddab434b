package io.assay.consensus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.assay.consensus.KindEstimate.ItemLabel;
import io.assay.consensus.answers.Answers;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.LabelPrior;
import io.assay.consensus.classification.MajorityVote;
import io.assay.consensus.classification.Reliability;
import io.assay.dataset.LabelOption;
import io.assay.dataset.LabelSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/*
 * Binary relevance (Tsoumakas, Katakis 2007): whether an option holds for an item is a question of two
 * classes of its own, answered by everybody who answered the item. Options nobody ever chose do not
 * hold. The confidence is the product over the options, the probability that all of it is right if
 * options were independent. Accuracies are those of single options.
 */
/** Labels of several options by a yes or no on each. */
final class OptionFit {
  private static final String METHOD = "binary-relevance";
  private static final String YES = "yes";
  private static final String NO = "no";

  /** Beyond so many questions answered, votes are counted. */
  private static final long MAX_ANSWERS = 3_000_000;

  private OptionFit() {}

  static SchemaConsensus.Result estimate(LabelSchema.MultiChoice schema, FitInput input) {
    Answers answers = input.answers();
    List<Set<String>> chosen = new ArrayList<>();
    Set<String> everChosen = new HashSet<>();
    for (int k = 0; k < answers.labels(); k++) {
      Set<String> options = options(answers.label(k));
      chosen.add(options);
      everChosen.addAll(options);
    }
    List<String> used =
        schema.options().stream().map(LabelOption::value).filter(everChosen::contains).toList();
    if (used.isEmpty()) {
      return nothingChosen(input);
    }
    Answers.Builder single = Answers.builder();
    for (int t = 0; t < answers.tasks(); t++) {
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        for (int o = 0; o < used.size(); o++) {
          boolean holds = chosen.get(answers.labelAt(p)).contains(used.get(o));
          single.add(name(t, o), answers.labeler(answers.labelerAt(p)), holds ? YES : NO);
        }
      }
    }
    Map<String, String> known = known(input, used);
    boolean many = (long) answers.size() * used.size() > MAX_ANSWERS;
    Aggregator aggregator = many ? new MajorityVote() : Aggregators.DEFAULT;
    Consensus consensus =
        aggregator.aggregate(single.build(), known, LabelPrior.none(), input.exclusions());
    return new SchemaConsensus.Result(
        METHOD,
        items(schema, answers, used, consensus),
        labelers(input, consensus),
        consensus.iterations());
  }

  private static String name(int t, int option) {
    return t + "/" + option;
  }

  private static Set<String> options(String label) {
    Set<String> options = new HashSet<>();
    StoredLabels.parse(label).forEach(option -> options.add(option.textValue()));
    return options;
  }

  private static Map<String, String> known(FitInput input, List<String> used) {
    Map<String, String> known = new HashMap<>();
    input
        .gold()
        .forEach(
            (item, label) -> {
              int t = input.answers().taskIndex(item);
              Set<String> holding = options(label);
              for (int o = 0; t >= 0 && o < used.size(); o++) {
                known.put(name(t, o), holding.contains(used.get(o)) ? YES : NO);
              }
            });
    return known;
  }

  private static Map<String, ItemLabel> items(
      LabelSchema.MultiChoice schema, Answers answers, List<String> used, Consensus consensus) {
    Map<String, ItemLabel> items = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      ArrayNode holding = JsonNodeFactory.instance.arrayNode();
      double confidence = 1;
      for (int o = 0; o < used.size(); o++) {
        int question = consensus.answers().taskIndex(name(t, o));
        confidence *= consensus.confidence(question);
        if (consensus.label(question).equals(YES)) {
          holding.add(used.get(o));
        }
      }
      String label = schema.read(holding).canonical();
      items.put(answers.task(t), ItemLabel.of(label, Consensus.quantise(confidence)));
    }
    return items;
  }

  private static List<Reliability> labelers(FitInput input, Consensus consensus) {
    return consensus.reliabilities().stream()
        .map(
            one ->
                new Reliability(
                    one.labeler(),
                    input.answersOf(one.labeler()),
                    one.accuracy(),
                    one.accuracyLow(),
                    one.accuracyHigh(),
                    one.informativeness()))
        .toList();
  }

  /** Nobody ever chose anything: all agree, (n + 1) / (n + 2) sure after n answers (Laplace). */
  private static SchemaConsensus.Result nothingChosen(FitInput input) {
    Answers answers = input.answers();
    Map<String, ItemLabel> items = new TreeMap<>();
    for (int t = 0; t < answers.tasks(); t++) {
      double count = answers.taskEnd(t) - answers.taskStart(t);
      double confidence = Consensus.quantise((count + 1) / (count + 2));
      items.put(answers.task(t), ItemLabel.of("[]", confidence));
    }
    List<Reliability> labelers = new ArrayList<>();
    for (int j = 0; j < answers.labelers(); j++) {
      String labeler = answers.labeler(j);
      labelers.add(new Reliability(labeler, input.answersOf(labeler), 0.5, 0, 1, 0));
    }
    return new SchemaConsensus.Result(METHOD, items, labelers, 0);
  }
}
