package io.assay.cli;

import io.assay.platform.EmbeddedServices;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point of the jar: an offline command where one is named, else the server. */
@QuarkusMain
public final class AssayMain {
  private AssayMain() {}

  public static void main(String[] args) throws Exception {
    // Before the first logger: the embedded services log too.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    EmbeddedServices services = EmbeddedServices.start();
    services.properties().forEach(System::setProperty);
    Runtime.getRuntime().addShutdownHook(new Thread(services::close, "embedded-services"));
    Quarkus.run(args);
  }
}
