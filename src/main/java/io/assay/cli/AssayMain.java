package io.assay.cli;

import io.assay.platform.EmbeddedServices;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The entry point of the jar: an offline command where one is named, else the server. */
@QuarkusMain
public final class AssayMain {
  private AssayMain() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      int code = OfflineCommands.run(List.of(args), out, err);
      out.flush();
      System.exit(code);
    }
    // Before the first logger: the embedded services log too.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    EmbeddedServices services;
    try {
      services = EmbeddedServices.start();
    } catch (IllegalStateException | IOException e) {
      System.err.println("Assay cannot start: " + e.getMessage());
      System.exit(1);
      return;
    }
    services.properties().forEach(System::setProperty);
    Runtime.getRuntime().addShutdownHook(new Thread(services::close, "embedded-services"));
    Quarkus.run(args);
  }
}
