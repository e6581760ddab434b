package io.assay.payout.receipts;

import io.assay.Bench;
import io.assay.consensus.classification.RealCrowds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The bundle of a recorded crowd: sealed, verified, and changed in one bit a thousand times. */
public final class BundleBenchmark {
  private static final int MUTATIONS = 1000;
  private static final String SET = "rte";

  /** What the issue of trust is about: answers, weights, amounts, proofs, and all else. */
  private static final List<String> NAMED =
      List.of(
          DatasetFiles.ANSWERS,
          VoteTables.WEIGHTS,
          VoteTables.VOTES,
          DatasetReceipt.LABELS,
          DatasetReceipt.LABELERS,
          PayoutTables.PAYMENTS,
          PayoutTables.PAYOUTS,
          PayoutTables.LEAVES);

  private BundleBenchmark() {}

  public static void run(Bench bench) throws Exception {
    Optional<Path> folder = RealCrowds.findFolder();
    if (folder.isEmpty()) {
      return;
    }
    DatasetRecord record = RecordedEpochs.of(SET, RealCrowds.read(folder.get(), SET).answers());
    EpochBundle epoch = EpochBundle.of(RecordedEpochs.epoch(List.of(record)));
    double[][] seconds = Bench.interleave(1, 3, () -> BundleVerifier.verify(epoch.bundle()));
    bench.figure("verify_seconds", Bench.median(seconds[0]), "s");
    SortedMap<String, byte[]> files = epoch.bundle().files();
    List<String> names =
        files.keySet().stream()
            .filter(name -> NAMED.stream().anyMatch(name::endsWith))
            .filter(name -> files.getOrDefault(name, new byte[0]).length > 0)
            .toList();
    AtomicInteger found = new AtomicInteger();
    AtomicInteger located = new AtomicInteger();
    IntStream.range(0, MUTATIONS)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(i);
              String name = names.get(i % names.size());
              SortedMap<String, byte[]> changed = new TreeMap<>(files);
              byte[] content = files.getOrDefault(name, new byte[0]).clone();
              content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
              changed.put(name, content);
              try {
                BundleVerifier.verify(new Bundle(changed));
              } catch (Difference e) {
                found.incrementAndGet();
                located.addAndGet(e.getMessage().contains(": line ") ? 1 : 0);
              }
            });
    bench.figure("mutations_found", found.get(), "of " + MUTATIONS);
    bench.figure("mutations_with_line", located.get(), "of " + MUTATIONS);
  }
}
