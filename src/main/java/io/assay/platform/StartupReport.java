package io.assay.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;

/** Prints, once everything runs, where things are, who may sign in, and how to stop. */
@ApplicationScoped
class StartupReport {
  private final AssayConfig assay;
  private final Config config;

  StartupReport(AssayConfig assay, Config config) {
    this.assay = assay;
    this.config = config;
  }

  void print(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 500) StartupEvent event) {
    String port = value("quarkus.http.port");
    StringBuilder text = new StringBuilder("\n");
    line(text, "Assay", "http://localhost:" + port);
    line(text, "API", "http://localhost:" + port + "/q/openapi");
    line(text, "Health", "http://localhost:" + port + "/q/health");
    line(text, "Database", value("assay.database.url") + owner(assay.embedded().database()));
    line(text, "Issuer", assay.issuer().url() + owner(assay.embedded().issuer()));
    line(text, "Chain", value("assay.chain.rpc-url") + owner(assay.embedded().chain()));
    line(text, "State", assay.home().toString());
    if (assay.embedded().issuer()) {
      text.append("\n  Demo accounts (username / password)\n");
      for (IssuerAccounts.Demo demo : IssuerAccounts.DEMO) {
        line(text, "", demo.person().subject() + " / " + demo.password());
      }
    }
    text.append("\n  Stop with Ctrl-C; the state is kept and used again at the next start.\n");
    System.out.println(text);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("  %-10s %s%n", name, value));
  }

  private static String owner(boolean embedded) {
    return embedded ? "  (embedded)" : "";
  }

  private String value(String key) {
    return config.getOptionalValue(key, String.class).orElse("-");
  }
}
