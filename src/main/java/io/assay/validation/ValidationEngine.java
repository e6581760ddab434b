package io.assay.validation;

import io.assay.validation.gpu.Engine;
import io.assay.validation.gpu.Engines;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The engine of this server, from its start to its end. */
@ApplicationScoped
class ValidationEngine {
  private static final Logger LOG = Logger.getLogger(ValidationEngine.class);
  private static final String OFF = "GPU off";

  private final Consumer<String> log;
  private final Engine engine;
  private final int leastEntries;
  private volatile @Nullable String refusal;
  private volatile boolean started;

  @Inject
  ValidationEngine(ValidationConfig config) {
    this(
        config.gpu() == ValidationConfig.GpuUse.OFF
            ? told -> {
              told.accept(OFF + ": assay.validation.gpu=off");
              return Engines.cpu();
            }
            : Engines::open,
        LOG::info,
        config.kernelEntries());
  }

  /**
   * An engine that was opened otherwise.
   *
   * @param open makes it, and is given who wants to know of a GPU found, refused or given up
   * @param leastEntries of sparse features from which it trains
   */
  ValidationEngine(
      Function<Consumer<String>, Engine> open, Consumer<String> log, int leastEntries) {
    this.log = log;
    this.leastEntries = leastEntries;
    StringBuilder found = new StringBuilder();
    engine = open.apply(line -> tell(line, found));
    log.accept("Validation engine " + engine.name() + " (" + found + ")");
    started = true;
  }

  /** What is said while it opens goes into one line; what is said later is a line of its own. */
  private void tell(String line, StringBuilder found) {
    if (line.startsWith(OFF)) {
      refusal = line;
    }
    if (started) {
      log.accept(line);
    } else {
      found.append(line);
    }
  }

  void onStart(@Observes StartupEvent event) {
    // Being told of the start is what opens it.
  }

  @PreDestroy
  void close() {
    engine.close();
  }

  Engine engine() {
    return engine;
  }

  /** The engine for one trial. */
  EngineUse use() {
    return new EngineUse(engine, leastEntries);
  }

  /** How it stands, beside the trainings left to workers. */
  EngineView view(int waiting, List<ModelJobs.Failed> failed) {
    return new EngineView(
        engine.name(),
        engine.ptxHash(),
        refusal,
        engine.jobsDone(),
        engine.jobsFallenBack(),
        waiting,
        failed);
  }
}
