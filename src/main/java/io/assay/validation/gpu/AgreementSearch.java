package io.assay.validation.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The pairs of labelers who agree on a battery of probes more often than a rule lets pass. */
final class AgreementSearch implements Job<Agreements> {
  private static final int TILE = 64;

  private final ProbeAnswers answers;
  private final AgreementRule rule;

  AgreementSearch(ProbeAnswers answers, AgreementRule rule) {
    this.answers = answers;
    this.rule = rule;
  }

  @Override
  public boolean hasKernels() {
    return true;
  }

  @Override
  public Agreements onCpu() {
    AtomicLong found = new AtomicLong();
    int blocks = (answers.labelers() + TILE - 1) / TILE;
    List<AgreementPair> all = new ArrayList<>();
    IntStream.range(0, blocks)
        .parallel()
        .mapToObj(
            block -> {
              List<AgreementPair> pairs = new ArrayList<>();
              int to = Math.min(answers.labelers(), (block + 1) * TILE);
              PairsReference.agreement(block * TILE, to, answers, rule, found, pairs);
              return pairs;
            })
        .forEachOrdered(all::addAll);
    return result(found.get(), all);
  }

  @Override
  public Agreements onDevice(Device device) {
    int tiles = (answers.labelers() + TILE - 1) / TILE;
    int room = rule.room();
    Memory found = device.noughts(2);
    List<Memory> output =
        List.of(device.words(room), device.words(room), device.words(room), device.words(room));
    Launch launch =
        Launch.blocks("agreement_pairs_" + answers.bits(), tiles, tiles)
            .with(answers.labelers())
            .with(answers.words())
            .with(rule.overlap())
            .with(rule.numerator())
            .with(rule.denominator())
            .with(device.upload(answers.planes()))
            .with((long) room)
            .with(found);
    output.forEach(launch::with);
    device.launch(launch);
    long count = device.firstLong(found);
    int kept = count <= room ? (int) count : 0;
    int[] first = device.ints(output.get(0), kept);
    int[] second = device.ints(output.get(1), kept);
    int[] same = device.ints(output.get(2), kept);
    int[] shared = device.ints(output.get(3), kept);
    List<AgreementPair> pairs = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      pairs.add(new AgreementPair(first[i], second[i], same[i], shared[i]));
    }
    return result(count, pairs);
  }

  private Agreements result(long found, List<AgreementPair> pairs) {
    if (found > rule.room()) {
      return new Agreements(found, List.of());
    }
    pairs.sort(
        Comparator.comparingInt(AgreementPair::first).thenComparingInt(AgreementPair::second));
    return new Agreements(found, pairs);
  }

  @Override
  public boolean same(Agreements one, Agreements other) {
    return one.equals(other);
  }
}
