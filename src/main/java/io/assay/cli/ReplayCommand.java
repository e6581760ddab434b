package io.assay.cli;

import io.assay.consensus.answers.Answers;
import io.assay.simulation.ApiException;
import io.assay.simulation.Crowd;
import io.assay.simulation.FarmPlan;
import io.assay.simulation.FarmReplay;
import io.assay.simulation.FarmReport;
import io.assay.simulation.Replay;
import io.assay.simulation.ReplayReport;
import io.assay.simulation.attacks.AttackStyle;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
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

  @Option(names = "--farm", description = "lets a farm of so many accounts work beside the crowd")
  private @Nullable Integer farm;

  @Option(
      names = "--farm-style",
      defaultValue = "shared-sheet",
      description =
          "how it answers: spammers, shared-sheet (default), camouflaged, targeted-flips,"
              + " reward-farm, sleepers, gold-leakers, model-copiers, exposure-counters, two-farms,"
              + " small-farms")
  private String farmStyle = "shared-sheet";

  @Option(
      names = "--farm-share",
      defaultValue = "0.2",
      description = "its answers over all answers (default ${DEFAULT-VALUE})")
  private double farmShare = 0.2;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter printer = spec.commandLine().getOut();
    FarmPlan plan = farm == null ? null : plan(farm);
    Crowd crowd = crowd();
    try {
      Replay replay =
          new Replay(
              server,
              line -> {
                printer.println(line);
                printer.flush();
              });
      String token = replay.signIn(admin, password);
      FarmReport beside = plan == null ? null : FarmReplay.run(replay, crowd, plan, token);
      ReplayReport report = beside == null ? replay.run(crowd, token) : beside.crowd();
      if (out != null) {
        OutputFiles files = new OutputFiles();
        files.add(out, report.export());
        files.write();
      }
      print(printer, report);
      if (beside != null) {
        printFarm(printer, beside);
      }
      return report.accepted() == report.answers() ? 0 : FAILED;
    } catch (ApiException e) {
      spec.commandLine().getErr().println(("replay: " + e.getMessage()).replaceAll("\\R", " "));
      return FAILED;
    }
  }

  private FarmPlan plan(int accounts) {
    AttackStyle style =
        AttackStyle.find(farmStyle)
            .orElseThrow(
                () -> new InputException("replay: --farm-style " + farmStyle + " is unknown"));
    try {
      return new FarmPlan(accounts, style, farmShare);
    } catch (IllegalArgumentException e) {
      throw new InputException("replay: --farm: " + e.getMessage());
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

  private static void printFarm(PrintWriter out, FarmReport report) {
    int accounts = report.plan().accounts();
    out.printf("farm                    %d accounts, %s%n", accounts, styleName(report));
    out.printf("farm answers            %d of %d%n", report.accepted(), report.wanted());
    out.printf("farm in a case          %d of %d%n", report.suspected(), accounts);
    out.printf("answers until then      %s%n", median(report.untilSuspected()));
    out.printf("farm held               %d of %d%n", report.held(), accounts);
    out.printf("answers until held      %s%n", median(report.untilHeld()));
    out.printf("honest in a case, held  %d, %d%n", report.honestSuspected(), report.honestHeld());
    out.printf("farm earned, base units %s%n", report.earned());
    out.printf("farm paid, base units   %s%n", report.paid());
    double earned = new BigDecimal(report.earned()).doubleValue();
    double paid = new BigDecimal(report.paid()).doubleValue();
    out.printf(Locale.ROOT, "farm paid of earned     %.6f%n", earned > 0 ? paid / earned : 0);
    if (report.crowd().known() > 0) {
      double alone = (double) report.aloneRight() / report.crowd().known();
      out.printf(Locale.ROOT, "accuracy without farm   %.6f%n", alone);
    }
    out.flush();
  }

  private static String styleName(FarmReport report) {
    return report.plan().style().styleName();
  }

  private static String median(OptionalDouble answers) {
    return answers.isEmpty()
        ? "none"
        : String.format(Locale.ROOT, "%.1f an account (median)", answers.getAsDouble());
  }
}
