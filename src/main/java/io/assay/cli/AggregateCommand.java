package io.assay.cli;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import io.assay.consensus.blocs.Disputes;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.Consensus;
import io.assay.consensus.classification.ConsensusCsv;
import io.assay.consensus.classification.LabelPrior;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Works out labels and reliabilities from a file of answers. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    description = "Work out the label of every task and the reliability of every worker.")
final class AggregateCommand implements Callable<Integer> {
  @Option(names = "--labels", required = true, description = "CSV: task,worker,label")
  @SuppressWarnings("NullAway.Init")
  private Path labels;

  @Option(names = "--gold", description = "CSV of known labels: task,label")
  private @Nullable Path gold;

  @Option(
      names = "--prior",
      description = "CSV of what a model says of tasks beforehand: task,label,probability")
  private @Nullable Path prior;

  @Option(
      names = "--exclusions",
      description =
          "CSV of workers whose votes count once a task together, or in the group ignored not at all:"
              + " worker,group")
  private @Nullable Path exclusions;

  @Option(
      names = "--method",
      defaultValue = "assay",
      description =
          "majority, wawa, dawid-skene, hierarchical-dawid-skene, one-coin, glad, mace, ebcc, crowdlab"
              + " (here without a classifier) or assay (default)")
  private String method = "assay";

  @Option(names = "--out", required = true, description = "writes CSV: task,label,confidence")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(names = "--labelers", description = "writes CSV of workers' reliabilities")
  private @Nullable Path labelers;

  @Option(
      names = "--ask",
      description = "writes CSV of tasks whose expert answers would decide a dispute: task")
  private @Nullable Path ask;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    Aggregator aggregator =
        Aggregators.find(method)
            .orElseThrow(
                () ->
                    new InputException(
                        "aggregate: --method " + method + " is none of " + methodNames()));
    Answers answers = LabelFiles.readLabels(labels);
    Map<String, String> known = gold == null ? Map.of() : LabelFiles.readGold(gold);
    Consensus consensus = aggregate(aggregator, answers, known);
    OutputFiles files = new OutputFiles();
    files.add(out, writer -> ConsensusCsv.writeLabels(consensus, writer));
    if (labelers != null) {
      files.add(labelers, writer -> ConsensusCsv.writeLabelers(consensus, writer));
    }
    if (ask != null) {
      List<String> questions = Disputes.questions(answers, known);
      files.add(ask, writer -> ConsensusCsv.writeQuestions(questions, writer));
    }
    files.write();
    spec.commandLine().getOut().println("Calibration: " + consensus.calibration().summary());
    return 0;
  }

  private Consensus aggregate(Aggregator aggregator, Answers answers, Map<String, String> known) {
    try {
      return aggregator.aggregate(
          answers,
          known,
          prior == null ? LabelPrior.none() : PriorFiles.readPrior(prior, answers, known),
          exclusions == null ? Exclusions.none() : PriorFiles.readExclusions(exclusions));
    } catch (IllegalArgumentException e) {
      throw new InputException(labels + ": line 1, column label: " + e.getMessage());
    }
  }

  private static String methodNames() {
    return Aggregators.all().stream().map(Aggregator::name).collect(Collectors.joining(", "));
  }
}
