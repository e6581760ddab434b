package io.assay.simulation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.assay.platform.Problem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Runs demo crowds against this very server, one at a time, over HTTP like any other client. */
@ApplicationScoped
class Simulations {
  private static final Logger LOG = Logger.getLogger(Simulations.class);
  private static final int CASE_WAIT_SECONDS = 30;

  private final Config config;
  private final Cache<UUID, Simulation> simulations =
      Caffeine.newBuilder().maximumSize(100).build();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService executor =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "simulation");
            thread.setDaemon(true);
            return thread;
          });

  Simulations(Config config) {
    this.config = config;
  }

  void stop(@Observes ShutdownEvent event) {
    executor.shutdownNow();
  }

  Optional<Simulation> find(UUID id) {
    return Optional.ofNullable(simulations.getIfPresent(id));
  }

  /**
   * Starts a crowd.
   *
   * @param labelers accounts in all, those of the farm included
   * @throws Problem 409 {@code simulation-running} while another one runs
   */
  Simulation start(int labelers, int farm, int items, String adminToken) {
    if (!busy.compareAndSet(false, true)) {
      throw Problem.conflict("simulation-running", "A demo crowd is at work; wait for its end.");
    }
    Simulation started =
        new Simulation(
            UUID.randomUUID(),
            Simulation.State.RUNNING,
            "The crowd is signing in",
            null,
            0,
            labelers,
            farm,
            0,
            null);
    simulations.put(started.id(), started);
    executor.execute(
        () -> {
          try {
            run(started, items, adminToken);
          } catch (RuntimeException e) {
            LOG.warn("Simulation failed", e);
            simulations.put(
                started.id(), with(latest(started), Simulation.State.FAILED, "" + e.getMessage()));
          } finally {
            busy.set(false);
          }
        });
    return started;
  }

  private void run(Simulation started, int items, String adminToken) {
    int port = config.getValue("quarkus.http.port", Integer.class);
    URI server = URI.create("http://localhost:" + port);
    Replay replay =
        new Replay(
            server,
            line ->
                simulations.put(
                    started.id(), with(latest(started), Simulation.State.RUNNING, line)));
    Crowd crowd = crowd(started, items);
    Replay.Played played = replay.play(crowd, adminToken);
    Simulation answered =
        new Simulation(
            started.id(),
            Simulation.State.RUNNING,
            "The answers are being compared",
            played.dataset(),
            played.accepted(),
            started.labelers(),
            started.farm(),
            0,
            null);
    simulations.put(started.id(), answered);
    long right = Replay.right(crowd, replay.fit(played.dataset(), adminToken));
    long known = Replay.known(crowd);
    int cases = awaitCases(replay, played.dataset(), adminToken, started.farm() > 0);
    simulations.put(
        started.id(),
        new Simulation(
            started.id(),
            Simulation.State.DONE,
            "Done",
            played.dataset(),
            played.accepted(),
            started.labelers(),
            started.farm(),
            cases,
            known == 0 ? null : (double) right / known));
    busy.set(false);
    replay.claimWhenSettled(played);
  }

  private static Crowd crowd(Simulation started, int items) {
    List<SampleTexts.Report> reports = SampleTexts.reports();
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> truth = new LinkedHashMap<>();
    for (SampleTexts.Report report : reports.subList(0, Math.min(items, reports.size()))) {
      texts.put(report.key(), report.text());
      truth.put(report.key(), report.label());
    }
    long seed = started.id().getMostSignificantBits();
    int honest = started.labelers() - started.farm();
    return new SyntheticCrowd(seed).make("Demo crowd", texts, truth, honest, started.farm());
  }

  private static int awaitCases(Replay replay, UUID dataset, String adminToken, boolean expected) {
    int cases = replay.casesOf(dataset, adminToken);
    for (int second = 0; expected && cases == 0 && second < CASE_WAIT_SECONDS; second++) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return cases;
      }
      cases = replay.casesOf(dataset, adminToken);
    }
    return cases;
  }

  private Simulation latest(Simulation started) {
    return find(started.id()).orElse(started);
  }

  private static Simulation with(Simulation of, Simulation.State state, String message) {
    return new Simulation(
        of.id(),
        state,
        message,
        of.datasetId(),
        of.submissions(),
        of.labelers(),
        of.farm(),
        of.cases(),
        of.accuracy());
  }
}
