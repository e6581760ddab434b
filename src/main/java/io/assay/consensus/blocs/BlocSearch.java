package io.assay.consensus.blocs;

import io.assay.consensus.answers.Answers;
import io.assay.consensus.answers.Exclusions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * One bloc is sought after the other, each among the labelers that are left:
 *
 *   1. Starts: both ends of the leading directions in which labelers deviate together, and the two sides
 *      of the tasks whose votes are divided.
 *   2. From each a short fit of crowd + bloc; the best go on to the end.
 *   3. Is there a bloc at all? Null: one crowd of independent labelers, of whom some are bad. Statistic: the
 *      log predictive gain over the best of four fits of that null (from the votes, from the bloc's
 *      own beliefs, from its key, from both), every labeler foretold without their own answers, so that
 *      more parameters gain nothing by themselves. Threshold: ln(1 / alpha) with alpha = 1e-4, ln of the
 *      number of starts for having looked that often, and 0.005 K nats an answer of a member, because no
 *      null is quite true: honest people err together on some items, and matrices of many classes are
 *      known badly.
 *   4. Which side is the bloc? The model fits as well with sides exchanged (the farm is then the crowd, and
 *      people who answer alike the bloc), so both are fitted. What decides: the smaller side, the side
 *      whose members keep closer to their sheet, and more than both the known labels where the sides
 *      dispute: a handful of fresh answers, which no farm could prepare for.
 *   5. Where known labels speak for the null against the crowd that is left, and not clearly against the
 *      key, there is no bloc.
 *
 * Large sets are searched on a sample of whole tasks and fitted in full only where it shows a bloc: a
 * farm that fits through the sample is one of few tasks.
 */
/** Finds blocs of labelers who answer from one sheet, from the answers and known labels alone. */
public final class BlocSearch {
  /** Answers to search among. */
  private static final int SAMPLE = 40_000;

  private static final int MAX_BLOCS = 4;
  private static final int VECTORS = 4;

  /** Hints beyond these are let be: the threshold answers for having looked so often. */
  public static final int MAX_HINTS = 8;

  /** Both ends of the directions of two kinds of residuals, two sides, and the hints. */
  private static final int MAX_STARTS = 4 * (VECTORS + ResidualSpectrum.CORES) + 2 + MAX_HINTS;

  private static final int SHORT = 4;
  private static final int LONG = 12;
  private static final int FINALISTS = 6;
  private static final double ALPHA = 1e-4;
  private static final double MISFIT_A_CLASS = 0.005;
  private static final int NULL_ITERATIONS = 15;

  /** Nats by which a side of half the answers less is the likelier bloc. */
  private static final double SMALLER_SIDE = 20;

  /** Nats by which a side that always copies is the likelier bloc than one that never does. */
  private static final double MORE_FAITHFUL = 30;

  /** A bloc of more than this must be shown by known labels. */
  private static final double MAX_MASS = 0.45;

  private static final double DECISIVE = 2;

  /** Known labels that say so much leave nothing to ask, nats. */
  static final double SETTLED = 8;

  /** A gain is comparable to another that is so many times as large. */
  private static final double COMPARABLE = 0.4;

  /** Whoever disputes less than this changes nothing and may be let be. */
  private static final int MIN_DISPUTED = 3;

  /**
   * Labelers by classes by classes: more are not searched, a dozen fits would not fit in memory.
   */
  private static final long MAX_TABLE = 1L << 20;

  /** Answers by classes: of more, only a sample is ever fitted. */
  private static final long MAX_CELLS = 1L << 23;

  private BlocSearch() {}

  /** The blocs among the answers, the clearest first; none where the crowd is one. */
  public static List<Bloc> find(Answers answers, Map<String, String> gold) {
    return find(answers, gold, Exclusions.none());
  }

  /**
   * The blocs among the answers of labelers who are not ignored.
   *
   * @param gold known labels by task
   */
  public static List<Bloc> find(Answers seen, Map<String, String> gold, Exclusions exclusions) {
    return search(seen, gold, exclusions, List.of()).blocs();
  }

  /**
   * What a search came to.
   *
   * @param guess the likeliest bloc among the others, too weak to be believed: it orders, no more
   */
  public record Search(List<Bloc> blocs, Optional<Bloc> guess) {
    public Search {
      blocs = List.copyOf(blocs);
    }
  }

  /**
   * Searches from starts of its own and from some that are given.
   *
   * @param hints groups of labelers whom something else brings together, the first {@value
   *     #MAX_HINTS} of which are tried
   */
  public static Search search(
      Answers seen,
      Map<String, String> gold,
      Exclusions exclusions,
      Collection<? extends Collection<String>> hints) {
    Crowd crowd = Crowd.of(seen, gold);
    Answers answers = crowd.answers();
    long table = (long) answers.labelers() * answers.labels() * answers.labels();
    if (answers.labelers() < 4 || answers.labels() < 2 || table > MAX_TABLE) {
      return new Search(List.of(), Optional.empty());
    }
    boolean[] out = new boolean[answers.labelers()];
    for (int j = 0; j < out.length; j++) {
      out[j] = exclusions.ignores(answers.labeler(j));
    }
    crowd = crowd.without(out);
    if ((long) Math.max(answers.tasks(), answers.size()) * answers.labels() > MAX_CELLS) {
      crowd = sample(crowd, gold);
    }
    List<Bloc> found = new ArrayList<>();
    while (true) {
      Crowd sample = sample(crowd, gold);
      List<Candidate> tried = fits(sample, hints);
      List<LatentKey> fits = believed(crowd, sample, tried);
      Optional<Side> side =
          fits.isEmpty() || found.size() == MAX_BLOCS ? Optional.empty() : Side.choose(crowd, fits);
      if (side.isEmpty()) {
        return new Search(found, guess(tried));
      }
      found.add(side.get().bloc());
      crowd = crowd.without(side.get().fit().members());
    }
  }

  /** The small bloc that comes nearest to what is needed. */
  private static Optional<Bloc> guess(List<Candidate> tried) {
    return tried.stream()
        .filter(one -> one.fit().mass() <= MAX_MASS && one.fit().memberCount() >= 2)
        .max(Comparator.comparingDouble(one -> one.gain() - needed(one.fit())))
        .map(one -> new Side(one.fit(), one.gain(), 0).bloc());
  }

  /** Fits that foretell the answers better than one crowd does; none where there is no bloc. */
  private static List<LatentKey> believed(Crowd crowd, Crowd sample, List<Candidate> tried) {
    return tried.stream()
        .filter(one -> one.gain() > needed(one.fit()))
        .map(one -> sample == crowd ? one.fit() : inFull(crowd, one.fit()))
        .toList();
  }

  private static LatentKey inFull(Crowd crowd, LatentKey fit) {
    Answers part = fit.crowd.answers();
    boolean[] start = new boolean[crowd.answers().labelers()];
    boolean[] members = fit.members();
    for (int j = 0; j < members.length; j++) {
      if (members[j]) {
        start[crowd.answers().labelerIndex(part.labeler(j))] = true;
      }
    }
    return new LatentKey(crowd, start).run(LONG);
  }

  /** Every so many-th task, so that about {@link #SAMPLE} answers remain. */
  private static Crowd sample(Crowd crowd, Map<String, String> gold) {
    Answers all = crowd.answers();
    int stride = (all.size() + SAMPLE - 1) / SAMPLE;
    if (stride <= 1) {
      return crowd;
    }
    Answers.Builder builder = Answers.builder();
    for (int t = 0; t < all.tasks(); t++) {
      boolean known = crowd.known()[t] >= 0 && gold.size() * 20L < all.tasks();
      if (t % stride == 0 || known) {
        for (int p = all.taskStart(t); p < all.taskEnd(t); p++) {
          int j = all.labelerAt(p);
          if (!crowd.isOut(j)) {
            builder.add(all.task(t), all.labeler(j), all.label(all.labelAt(p)));
          }
        }
      }
    }
    Answers part = builder.build();
    return Crowd.of(part.labelsWith(new TreeSet<>(all.labelNames())), gold);
  }

  private record Candidate(LatentKey fit, double gain) {}

  private static List<Candidate> fits(Crowd crowd, Collection<? extends Collection<String>> hints) {
    CrowdModel oneCrowd = oneCrowd(crowd, null);
    double[] chances = oneCrowd.logSkilled();
    ResidualSpectrum spectrum = new ResidualSpectrum(crowd);
    List<boolean[]> starts = new ArrayList<>(spectrum.sides());
    hints.stream().limit(MAX_HINTS).forEach(names -> starts.add(crowd.among(names)));
    starts.addAll(
        Stream.of(spectrum.againstVotes(), spectrum.againstModel(oneCrowd))
            .parallel()
            .flatMap(residuals -> spectrum.ends(residuals, VECTORS).stream())
            .toList());
    List<Candidate> tried =
        IntStream.range(0, starts.size())
            .parallel()
            .mapToObj(s -> new LatentKey(crowd, starts.get(s)).run(SHORT))
            .map(fit -> new Candidate(fit, fit.gainOver(chances)))
            .sorted(Comparator.comparingDouble(Candidate::gain).reversed())
            .toList();
    return different(tried).parallelStream()
        .map(fit -> fit.run(LONG))
        .map(fit -> new Candidate(fit, fit.gainOver(chances)))
        .toList();
  }

  /** The best of the fits, without those whose members are the same. */
  private static List<LatentKey> different(List<Candidate> tried) {
    List<LatentKey> kept = new ArrayList<>();
    for (Candidate one : tried) {
      boolean[] members = one.fit().members();
      if (kept.size() < FINALISTS
          && kept.stream().noneMatch(other -> Arrays.equals(other.members(), members))) {
        kept.add(one.fit());
      }
    }
    return kept;
  }

  /** The gain from which a bloc is believed, nats. */
  private static double needed(LatentKey fit) {
    return StrictMath.log(MAX_STARTS / ALPHA)
        + MISFIT_A_CLASS * fit.crowd.answers().labels() * fit.memberAnswers();
  }

  /** A fit without a bloc, from given beliefs or from the votes. */
  static CrowdModel oneCrowd(Crowd crowd, double @Nullable [] from) {
    CrowdModel model = new CrowdModel(crowd);
    for (int j = 0; j < model.weight.length; j++) {
      model.weight[j] = crowd.isOut(j) ? 0 : 1;
    }
    if (from == null) {
      model.start();
    } else {
      model.start(from);
    }
    model.iterate(NULL_ITERATIONS);
    return model;
  }

  /** One way to tell bloc and crowd apart, and what speaks for it. */
  private record Side(LatentKey fit, double gain, double evidence) {
    /** The likeliest of the fits and of the same with sides exchanged, if one is to be believed. */
    static Optional<Side> choose(Crowd crowd, List<LatentKey> fits) {
      List<LatentKey> all = new ArrayList<>(fits);
      for (boolean[] start : exchanged(crowd, fits.get(0))) {
        all.add(new LatentKey(crowd, start).run(SHORT + LONG));
      }
      CrowdModel oneCrowd = bestNull(crowd, all);
      double[] chances = oneCrowd.logSkilled();
      List<Side> sides =
          all.parallelStream()
              .map(fit -> new Side(fit, fit.gainOver(chances), against(fit, oneCrowd)))
              .filter(side -> side.gain > needed(side.fit) && side.fit.memberCount() >= 2)
              .toList();
      double most = sides.stream().mapToDouble(Side::gain).max().orElse(0);
      return sides.stream()
          .filter(side -> side.gain >= COMPARABLE * most)
          .max(Comparator.comparingDouble(Side::likelihood))
          .filter(side -> side.evidence > Double.NEGATIVE_INFINITY);
    }

    private double likelihood() {
      return evidence + SMALLER_SIDE * (0.5 - fit.mass()) + MORE_FAITHFUL * fit.rate();
    }

    /** All who are no members, and the half of them who agree most with what is true without. */
    private static List<boolean[]> exchanged(Crowd crowd, LatentKey fit) {
      boolean[] others = new boolean[fit.member.length];
      List<Integer> numbers = new ArrayList<>();
      for (int j = 0; j < others.length; j++) {
        others[j] = !crowd.isOut(j) && fit.member[j] <= 0.5;
        if (others[j]) {
          numbers.add(j);
        }
      }
      double[] skilled = fit.model.logSkilled();
      numbers.sort(
          Comparator.comparingDouble((Integer j) -> -skilled[j] / Math.max(1, crowd.answersOf(j))));
      boolean[] half = new boolean[others.length];
      numbers.subList(0, numbers.size() / 2).forEach(j -> half[j] = true);
      return List.of(others, half);
    }

    private static CrowdModel bestNull(Crowd crowd, List<LatentKey> fits) {
      LatentKey fit = fits.get(0);
      double mass = fit.mass();
      double[] both = new double[fit.key.length];
      for (int i = 0; i < both.length; i++) {
        both[i] = (1 - mass) * fit.model.belief[i] + mass * fit.key[i];
      }
      return Stream.of(
              Optional.<double[]>empty(),
              Optional.of(fit.model.belief),
              Optional.of(fit.key),
              Optional.of(both))
          .parallel()
          .map(start -> oneCrowd(crowd, start.orElse(null)))
          .max(Comparator.comparingDouble(one -> total(one.logSkilled())))
          .orElseThrow();
    }

    private static double total(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }

    /**
     * What known labels say against the bloc's key, nats; infinitely low where they deny a dispute.
     */
    private static double against(LatentKey fit, CrowdModel oneCrowd) {
      double crowdOverKey = 0;
      double crowdOverNull = 0;
      int classes = fit.crowd.answers().labels();
      for (int t = 0; t < fit.crowd.answers().tasks(); t++) {
        int known = fit.crowd.known()[t];
        if (known >= 0 && membersOn(fit, t) >= 0.5) {
          double byCrowd = chance(fit.model.unclamped(t)[known], classes);
          crowdOverKey += StrictMath.log(byCrowd / chance(fit.key[t * classes + known], classes));
          crowdOverNull += StrictMath.log(byCrowd / chance(oneCrowd.unclamped(t)[known], classes));
        }
      }
      boolean denied = crowdOverNull < -DECISIVE && crowdOverKey < SETTLED;
      return denied ? Double.NEGATIVE_INFINITY : crowdOverKey;
    }

    private static double chance(double probability, int classes) {
      return 0.7 * probability + 0.3 / classes;
    }

    private static double membersOn(LatentKey fit, int t) {
      Answers answers = fit.crowd.answers();
      double members = 0;
      for (int p = answers.taskStart(t); p < answers.taskEnd(t); p++) {
        members += fit.member[answers.labelerAt(p)];
      }
      return members;
    }

    Bloc bloc() {
      Answers answers = fit.crowd.answers();
      List<String> members = new ArrayList<>();
      TreeMap<String, Double> membership = new TreeMap<>();
      boolean[] in = fit.members();
      for (int j = 0; j < in.length; j++) {
        if (in[j]) {
          members.add(answers.labeler(j));
        }
        if (!fit.crowd.isOut(j)) {
          membership.put(answers.labeler(j), fit.member[j]);
        }
      }
      double mass = fit.mass();
      List<String> disputed = DisputedTasks.of(fit);
      boolean decided = mass <= MAX_MASS ? evidence > -DECISIVE : evidence > DECISIVE;
      decided &= evidence > DECISIVE || disputed.size() >= MIN_DISPUTED;
      return new Bloc(members, membership, gain, mass, fit.rate(), evidence, decided, disputed);
    }
  }
}
