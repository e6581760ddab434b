package io.assay.cli;

import io.assay.consensus.answers.Answers;
import io.assay.simulation.ApiException;
import io.assay.simulation.Crowd;
import io.assay.simulation.Replay;
import io.assay.simulation.ReplayReport;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a recorded crowd through the HTTP API of a running server. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Play a recorded crowd through a running server, each worker an account.")
final class ReplayCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(names = "--labels", required = true, description = "CSV: task,worker,label")
  @SuppressWarnings("NullAway.Init")
  private Path labels;

  @Option(names = "--truth", description = "CSV of true labels, for the report: task,label")
  private @Nullable Path truth;

  @Option(names = "--gold", description = "CSV of known labels, given to the server: task,label")
  private @Nullable Path gold;

  @Option(
      names = "--server",
      defaultValue = "http://localhost:8080",
      description = "address of the server (default ${DEFAULT-VALUE})")
  private URI server = URI.create("http://localhost:8080");

  @Option(names = "--admin", defaultValue = "admin", description = "name of an admin account")
  private String admin = "admin";

  @Option(names = "--password", defaultValue = "admin-demo", description = "its password")
  private String password = "admin-demo";

  @Option(names = "--out", description = "writes the exported labels: task,label,confidence")
  private @Nullable Path out;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter printer = spec.commandLine().getOut();
    Crowd crowd = crowd();
    try {
      Replay replay =
          new Replay(
              server,
              line -> {
                printer.println(line);
                printer.flush();
              });
      ReplayReport report = replay.run(crowd, replay.signIn(admin, password));
      if (out != null) {
        OutputFiles files = new OutputFiles();
        files.add(out, report.export());
        files.write();
      }
      print(printer, report);
      return report.accepted() == report.answers() ? 0 : FAILED;
    } catch (ApiException e) {
      spec.commandLine().getErr().println(("replay: " + e.getMessage()).replaceAll("\\R", " "));
      return FAILED;
    }
  }

  private Crowd crowd() {
    Answers recorded = LabelFiles.readLabels(labels);
    List<Crowd.Answer> answers = new ArrayList<>(recorded.size());
    for (int t = 0; t < recorded.tasks(); t++) {
      for (int p = recorded.taskStart(t); p < recorded.taskEnd(t); p++) {
        answers.add(
            new Crowd.Answer(
                recorded.task(t),
                recorded.labeler(recorded.labelerAt(p)),
                recorded.label(recorded.labelAt(p))));
      }
    }
    Path folder = labels.toAbsolutePath().getParent();
    String name = folder == null ? "crowd" : String.valueOf(folder.getFileName());
    Map<String, String> known = gold == null ? Map.of() : LabelFiles.readGold(gold);
    Map<String, String> right = truth == null ? Map.of() : LabelFiles.readGold(truth);
    return Crowd.recorded(name, answers, right, known);
  }

  private static void print(PrintWriter out, ReplayReport report) {
    out.printf("dataset                 %s%n", report.datasetId());
    out.printf("tasks                   %d%n", report.tasks());
    out.printf("labelers                %d%n", report.labelers());
    out.printf("answers accepted        %d of %d%n", report.accepted(), report.answers());
    if (report.known() > 0) {
      double accuracy = (double) report.right() / report.known();
      out.printf(Locale.ROOT, "accuracy                %.6f%n", accuracy);
      out.printf("labels right            %d of %d%n", report.right(), report.known());
    }
    out.printf(Locale.ROOT, "submissions per second  %.1f%n", report.submissionsPerSecond());
    out.printf("cases raised            %d%n", report.cases());
    out.printf("ledger, base units      %s%n", report.ledgerBaseUnits());
    out.printf("on chain, base units    %s%n", report.onChainBaseUnits());
    out.flush();
  }
}
