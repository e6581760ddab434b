package io.assay.simulation.attacks;

import io.assay.Bench;
import io.assay.consensus.classification.Aggregator;
import io.assay.consensus.classification.Aggregators;
import io.assay.consensus.classification.RealCrowds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attacks planted into recorded crowds: what they cost in accuracy, and who is found.
 *
 * <p>Options, as {@code -Dbench.options="sets=rte,dog kinds=b,c shares=0.2,0.4 seeds=1,2"}: {@code
 * method} an aggregator, {@code gold=yes} gives it the gold that attackers may recognise, {@code
 * rounds} how often questions are asked, {@code scan=no} leaves the risks out; of farms also {@code
 * accounts}, {@code sources}, {@code rates}, {@code answers}, {@code overlaps}.
 */
public final class RedTeamBenchmark {
  private static final String SETS = "weather_cf,music,temp,face,weather_amt,rte,dog,possent_gold";

  private final Bench bench;
  private final Map<String, String> options = new TreeMap<>();
  private final Map<String, RealCrowds.Crowd> crowds = new LinkedHashMap<>();

  private RedTeamBenchmark(Bench bench) {
    this.bench = bench;
    for (String option : System.getProperty("bench.options", "").strip().split("\\s+", -1)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        options.put(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    Path folder = RealCrowds.findFolder().orElse(null);
    if (folder != null) {
      for (String set : list("sets", SETS)) {
        crowds.put(set, RealCrowds.read(folder, set));
      }
    }
  }

  /** Attacks of every kind at every share. */
  public static void attacks(Bench bench) {
    new RedTeamBenchmark(bench).attacks();
  }

  /** Farms of every shape, for the detectors. */
  public static void farms(Bench bench) {
    new RedTeamBenchmark(bench).farms();
  }

  private List<String> list(String option, String otherwise) {
    return List.of(options.getOrDefault(option, otherwise).split(",", -1));
  }

  private void attacks() {
    String method = options.getOrDefault("method", Aggregators.DEFAULT.name());
    Aggregator aggregator = Aggregators.find(method).orElseThrow();
    int rounds = Integer.parseInt(options.getOrDefault("rounds", "1"));
    Map<String, Double> clean = clean(aggregator);
    System.out.println(
        "kind share set            seed   lost  lost-asked asked     AP held-farm held-honest  s");
    for (String kind : list("kinds", "a,b,c,d,e")) {
      AttackStyle style = AttackStyle.find(kind).orElseThrow();
      for (String share : list("shares", "0.2,0.4,0.5")) {
        Sums sums = new Sums();
        for (Map.Entry<String, RealCrowds.Crowd> set : crowds.entrySet()) {
          for (String seed : list("seeds", "1")) {
            double before = clean.getOrDefault(set.getKey(), 0.0);
            double[] row = attack(set.getValue(), style, share, seed, aggregator, rounds, before);
            System.out.printf(
                Locale.ROOT,
                "%-4s %-5s %-14s %4s %6.1f %11.1f %5.0f %6.3f %9.3f %11.3f %3.0f%n",
                style.letter(),
                share,
                set.getKey(),
                seed,
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                row[6]);
            sums.add(row);
          }
        }
        sums.print(style.letter() + Math.round(100 * Double.parseDouble(share)));
      }
    }
  }

  private double[] attack(
      RealCrowds.Crowd crowd,
      AttackStyle style,
      String share,
      String seed,
      Aggregator aggregator,
      int rounds,
      double clean) {
    AttackedCrowd attacked =
        Attacks.plant(
            crowd.answers(), crowd.truth(), style, Double.parseDouble(share), Long.parseLong(seed));
    Map<String, String> gold = isOn("gold", "no") ? attacked.gold() : Map.of();
    RedTeamTrial trial = RedTeamTrial.of(attacked, crowd.truth());
    long start = System.nanoTime();
    RedTeamTrial.Labels alone = trial.aggregate(aggregator, gold);
    RedTeamTrial.Labels asked = trial.aggregateAsking(aggregator, gold, rounds);
    RedTeamTrial.Risks risks =
        isOn("scan", "yes") ? trial.scan(gold) : new RedTeamTrial.Risks(0, 0, 0);
    return new double[] {
      100 * (clean - alone.accuracy()),
      100 * (clean - asked.accuracy()),
      asked.questions(),
      risks.averagePrecision(),
      risks.heldPlanted(),
      risks.heldHonest(),
      (System.nanoTime() - start) / 1e9
    };
  }

  private boolean isOn(String option, String otherwise) {
    return options.getOrDefault(option, otherwise).equals("yes");
  }

  /** What the crowds come to without an attack, and who is suspected in them. */
  private Map<String, Double> clean(Aggregator aggregator) {
    Map<String, Double> clean = new TreeMap<>();
    crowds.forEach(
        (name, crowd) -> {
          RedTeamTrial trial = new RedTeamTrial(crowd.answers(), crowd.truth(), Set.of());
          double accuracy = trial.aggregate(aggregator, Map.of()).accuracy();
          RedTeamTrial.Labels asked = trial.aggregateAsking(aggregator, Map.of(), 1);
          double held = isOn("scan", "yes") ? trial.scan(Map.of()).heldHonest() : 0;
          System.out.printf(
              Locale.ROOT,
              "clean %-14s accuracy %.4f, asked %d then %.4f, in clusters %.4f%n",
              name,
              accuracy,
              asked.questions(),
              asked.accuracy(),
              held);
          clean.put(name, accuracy);
        });
    return clean;
  }

  private void farms() {
    int answers = Integer.parseInt(options.getOrDefault("answers", "100"));
    System.out.println(
        "accounts source rate overlap set     seed prevalence     AP held-farm held-honest");
    for (String accounts : list("accounts", "2,5,10,20,50")) {
      for (String source : list("sources", "0.75,0.9")) {
        for (String rate : list("rates", "0.6,0.8,1")) {
          for (String overlap : list("overlaps", "40,100")) {
            FarmShape shape =
                new FarmShape(
                    Integer.parseInt(accounts),
                    Double.parseDouble(source),
                    Double.parseDouble(rate),
                    answers,
                    Integer.parseInt(overlap));
            farm(shape, accounts + " " + source + " " + rate + " " + overlap);
          }
        }
      }
    }
  }

  private void farm(FarmShape shape, String row) {
    Sums sums = new Sums();
    for (Map.Entry<String, RealCrowds.Crowd> set : crowds.entrySet()) {
      for (String seed : list("seeds", "1")) {
        RealCrowds.Crowd crowd = set.getValue();
        AttackedCrowd planted =
            Attacks.plant(crowd.answers(), crowd.truth(), shape, 1, Long.parseLong(seed));
        RedTeamTrial.Risks risks = RedTeamTrial.of(planted, crowd.truth()).scan(Map.of());
        double prevalence = shape.accounts() / (double) planted.answers().labelers();
        System.out.printf(
            Locale.ROOT,
            "%-24s %-14s %4s %10.3f %6.3f %9.3f %11.4f%n",
            row,
            set.getKey(),
            seed,
            prevalence,
            risks.averagePrecision(),
            risks.heldPlanted(),
            risks.heldHonest());
        sums.add(
            new double[] {
              0, 0, 0, risks.averagePrecision(), risks.heldPlanted(), risks.heldHonest(), 0
            });
      }
    }
    if (sums.mean != null) {
      bench.figure(row.replace(' ', '_') + "_AP", sums.mean[3] / sums.rows, "AP");
    }
  }

  /** Rows of the table, to be averaged. */
  private final class Sums {
    private double @Nullable [] mean;
    private double worst = Double.NEGATIVE_INFINITY;
    private int rows;

    void add(double[] row) {
      if (mean == null) {
        mean = new double[row.length];
      }
      for (int i = 0; i < row.length; i++) {
        mean[i] += row[i];
      }
      worst = Math.max(worst, row[1]);
      rows++;
    }

    void print(String name) {
      if (mean != null) {
        bench.figure(name + "_lost", mean[0] / rows, "points");
        bench.figure(name + "_lost_asked", mean[1] / rows, "points");
        bench.figure(name + "_worst_asked", worst, "points");
        bench.figure(name + "_AP", mean[3] / rows, "AP");
      }
    }
  }
}
