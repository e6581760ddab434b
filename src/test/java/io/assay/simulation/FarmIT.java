package io.assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.simulation.attacks.AttackStyle;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A farm that takes what the server offers, beside a crowd that is played again. */
class FarmIT {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Crowd crowd(long seed) {
    Map<String, String> truth = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      truth.put("item-" + i, "class-" + (i * 7L + seed) % 4);
    }
    return new SyntheticCrowd(seed).make("farm-" + seed, Map.of(), truth, 14, 0);
  }

  @Test
  void farm_givesItsShare_endsInACase_playedAgainGivesNoMore() {
    Crowd crowd = crowd(61);
    FarmPlan plan = new FarmPlan(6, AttackStyle.SHARED_SHEET, 0.35);
    Replay replay = new Replay(server.address(), line -> {});
    String admin = replay.signIn("admin", "admin-demo");
    FarmReport report = FarmReplay.run(replay, crowd, plan, admin);
    System.out.println(report.crowd().right() + " right, alone " + report.aloneRight());
    System.out.println(
        "until in a case " + report.untilSuspected() + ", held " + report.untilHeld());
    System.out.println("earned " + report.earned() + ", paid " + report.paid());

    assertThat(report.crowd().accepted()).isEqualTo(crowd.answers().size());
    assertThat(report.accepted()).isBetween(1L, report.wanted());
    assertThat(report.suspected()).as("accounts of the farm in a case").isGreaterThanOrEqualTo(5);
    assertThat(report.untilSuspected().orElseThrow()).isBetween(1.0, report.wanted() / 6.0);
    assertThat(report.earned()).isEqualTo(report.accepted() + "000");

    FarmReport again = FarmReplay.run(replay, crowd, plan, admin);
    assertThat(again.crowd().datasetId()).isEqualTo(report.crowd().datasetId());
    assertThat(again.accepted()).isBetween(report.accepted(), report.wanted());
    assertThat(again.crowd().ledgerBaseUnits()).isEqualTo(report.crowd().ledgerBaseUnits());
  }

  @Test
  void stylesThatChooseOrRemember_arePlayedToo() {
    Crowd crowd = crowd(67);
    Replay replay = new Replay(server.address(), line -> {});
    String admin = replay.signIn("admin", "admin-demo");
    for (AttackStyle style : new AttackStyle[] {AttackStyle.TARGETED_FLIPS, AttackStyle.SLEEPERS}) {
      FarmReport report = FarmReplay.run(replay, crowd, new FarmPlan(8, style, 0.1), admin);
      assertThat(report.crowd().accepted()).isEqualTo(crowd.answers().size());
      assertThat(report.accepted()).isBetween(1L, report.wanted());
    }
  }
}
