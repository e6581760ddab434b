package io.assay.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of the jar that need no server. */
final class OfflineCommands {
  /** The exit code for bad options and files that cannot be used. */
  static final int BAD_INPUT = 2;

  private static final int FAILED = 1;

  private static final Map<String, Supplier<Object>> COMMANDS =
      new TreeMap<>(
          Map.of(
              "aggregate", AggregateCommand::new,
              "keys", KeysCommand::new,
              "challenge", ChallengeCommand::new,
              "replay", ReplayCommand::new,
              "scan", ScanCommand::new,
              "verify", VerifyCommand::new,
              "worker", WorkerCommand::new));

  private OfflineCommands() {}

  /** Runs the command named first; what goes wrong is one line on {@code err}. */
  static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    String name = arguments.get(0);
    Supplier<Object> command = COMMANDS.get(name);
    if (command == null) {
      return fail(err, "unknown command " + name + "; commands: " + COMMANDS.keySet());
    }
    List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
    return execute(name, command.get(), rest, out, err);
  }

  static int execute(
      String name, Object command, List<String> arguments, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(command);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler((e, given) -> fail(err, name + ": " + oneLine(e)));
    line.setExecutionExceptionHandler(
        (e, given, result) -> {
          if (e instanceof InputException) {
            return fail(err, oneLine(e));
          }
          fail(err, name + " failed: " + e);
          return FAILED;
        });
    try {
      return line.execute(arguments.toArray(String[]::new));
    } catch (OutOfMemoryError e) {
      return fail(
          err,
          name
              + ": "
              + memory()
              + " MiB of memory are too few for these files; java -Xmx sets more");
    }
  }

  private static long memory() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\R\\s*", " ");
  }

  private static int fail(PrintWriter err, String message) {
    err.println(message.replaceAll("\\R", " "));
    err.flush();
    return BAD_INPUT;
  }
}
