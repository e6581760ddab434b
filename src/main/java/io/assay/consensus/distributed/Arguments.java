package io.assay.consensus.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Options of a job: pairs of {@code --name value}, some of which may be given several times. */
final class Arguments {
  private final String usage;
  private final Map<String, List<String>> values = new TreeMap<>();

  private Arguments(String usage) {
    this.usage = usage;
  }

  /**
   * Reads the options.
   *
   * @throws InvalidInput where one is unknown or has no value
   */
  static Arguments parse(String usage, Set<String> known, String[] words) {
    Arguments arguments = new Arguments(usage);
    for (int i = 0; i < words.length; i += 2) {
      if (!known.contains(words[i])) {
        throw arguments.invalid("unknown option " + words[i]);
      }
      if (i + 1 == words.length || words[i + 1].startsWith("--")) {
        throw arguments.invalid("option " + words[i] + " needs a value");
      }
      arguments.values.computeIfAbsent(words[i], name -> new ArrayList<>()).add(words[i + 1]);
    }
    return arguments;
  }

  /** The value of an option that must be given once. */
  String get(String name) {
    return find(name).orElseThrow(() -> invalid("option " + name + " is missing"));
  }

  /** The value of an option that may be given once. */
  Optional<String> find(String name) {
    List<String> all = list(name);
    if (all.size() > 1) {
      throw invalid("option " + name + " is given twice");
    }
    return all.stream().findFirst();
  }

  /** All values of an option, in their order. */
  List<String> list(String name) {
    return values.getOrDefault(name, List.of());
  }

  InvalidInput invalid(String problem) {
    return new InvalidInput(problem + "; usage: " + usage);
  }
}
