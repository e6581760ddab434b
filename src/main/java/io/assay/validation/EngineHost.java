package io.assay.validation;

import io.assay.validation.gpu.CpuTwinEngine;
import io.assay.validation.gpu.Engine;
import io.assay.validation.gpu.Engines;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** The engine of this server, opened at its start, which says once in the log what it is. */
@ApplicationScoped
class EngineHost {
  private static final Logger LOG = Logger.getLogger(EngineHost.class);

  private final ValidationConfig config;

  EngineHost(ValidationConfig config) {
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    if (isOff()) {
      LOG.info("GPU off: assay.validation.gpu is off");
    } else {
      Engines.shared();
    }
  }

  private boolean isOff() {
    return config.gpu() == ValidationConfig.Gpu.OFF;
  }

  Engine get() {
    return isOff() ? new CpuTwinEngine() : Engines.shared();
  }

  /** What a GPU did last, or why there is none, as in the log. */
  String state() {
    return isOff() ? "GPU off: assay.validation.gpu is off" : Engines.lastSaid();
  }
}
