package io.assay.cli;

import io.assay.validation.ModelWorker;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains models for a server that leaves it to workers, until it is ended. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description =
        "Train validation models for a server started with assay.validation.workers=outside.")
final class WorkerCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 1000;

  @Option(names = "--database", required = true, description = "jdbc:postgresql://HOST:PORT/NAME")
  @SuppressWarnings("NullAway.Init")
  private String database;

  @Option(names = "--user", defaultValue = "postgres", description = "of the database")
  @SuppressWarnings("NullAway.Init")
  private String user;

  @Option(names = "--no-gpu", description = "do not look for a GPU")
  private boolean withoutGpu;

  @Option(
      names = "--kernel-entries",
      defaultValue = "2097152",
      description = "assay.validation.kernel-entries of the server")
  private int kernelEntries;

  @Option(names = "--tribuo", description = "train models of texts with Tribuo's classifier")
  private boolean tribuo;

  @Option(names = "--jobs", description = "end after so many jobs; without it, never")
  private @Nullable Integer jobs;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ModelWorker worker = connect(out);
    int done = 0;
    while (jobs == null || done < jobs) {
      if (worker.work()) {
        done++;
      } else {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return 0;
  }

  private ModelWorker connect(PrintWriter out) {
    String password = System.getenv().getOrDefault("ASSAY_DATABASE_PASSWORD", "");
    try {
      return ModelWorker.connect(
          new ModelWorker.Access(database, user, password),
          !withoutGpu,
          kernelEntries,
          tribuo,
          line -> {
            out.println(line);
            out.flush();
          });
    } catch (RuntimeException e) {
      throw new InputException("the database cannot be used: " + e.getMessage());
    }
  }
}
