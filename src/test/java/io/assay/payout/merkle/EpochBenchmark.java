package io.assay.payout.merkle;

import io.assay.Bench;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * An epoch of a million accounts, from what each earned before and now to the root and every proof,
 * beside hashing as many messages of the same lengths on the same cores.
 */
public final class EpochBenchmark {
  private static final int ACCOUNTS = 1_000_000;
  private static final int ADDRESS = 20;
  private static final int LEAF = 41;
  private static final int NODE = 97;
  private static final int ROUNDS = 7;
  private static final int STRETCH = 4096;

  private EpochBenchmark() {}

  public static void run(Bench bench) throws Exception {
    byte[] addresses = new byte[ACCOUNTS * ADDRESS];
    long[] before = new long[ACCOUNTS];
    long[] amounts = new long[ACCOUNTS];
    SplittableRandom random = new SplittableRandom(1);
    random.nextBytes(addresses);
    for (int i = 0; i < ACCOUNTS; i++) {
      before[i] = random.nextLong(1L << 40);
      amounts[i] = random.nextLong(1L << 30);
    }
    LongAdder seen = new LongAdder();
    double[][] seconds =
        Bench.interleave(
            3,
            ROUNDS,
            () -> seen.add(epoch(addresses, before, amounts)),
            () -> {
              seen.add(hash(ACCOUNTS, LEAF));
              seen.add(hash(ACCOUNTS, NODE));
            });
    if (seen.sum() == 0) {
      throw new IllegalStateException("nothing was hashed");
    }
    bench.figure("epoch_seconds", Bench.median(seconds[0]), "s");
    bench.figure("keccak_seconds", Bench.median(seconds[1]), "s");
    bench.figure("epoch_vs_keccak", Bench.medianRatio(seconds[1], seconds[0]), "ratio");
  }

  private static long epoch(byte[] addresses, long[] before, long[] amounts) {
    MerkleSumTree.Leaves leaves = new MerkleSumTree.Leaves(ACCOUNTS);
    for (int i = 0; i < ACCOUNTS; i++) {
      leaves.add(i, addresses, i * ADDRESS, 0, before[i] + amounts[i]);
    }
    MerkleSumTree tree = MerkleSumTree.of(leaves);
    LongAdder seen = new LongAdder();
    seen.add(tree.rootHex().hashCode());
    stretches(
        tree.size(),
        (from, to) -> {
          byte[] proof = new byte[MerkleSumTree.BYTES_PER_LEVEL * tree.depth()];
          long sum = 0;
          for (int i = from; i < to; i++) {
            tree.writeProof(i, proof);
            sum += proof[proof.length - 1] + proof[0];
          }
          seen.add(sum);
        });
    return seen.sum();
  }

  private static long hash(int messages, int length) {
    LongAdder seen = new LongAdder();
    stretches(
        messages,
        (from, to) -> {
          Keccak keccak = new Keccak();
          byte[] message = new byte[length];
          byte[] hash = new byte[Keccak.BYTES];
          for (int i = from; i < to; i++) {
            message[0] = (byte) i;
            keccak.hash(message, 0, length, hash, 0);
          }
          seen.add(hash[0]);
        });
    return seen.sum();
  }

  @FunctionalInterface
  private interface Stretch {
    void run(int from, int to);
  }

  private static void stretches(int size, Stretch work) {
    IntStream.range(0, (size + STRETCH - 1) / STRETCH)
        .parallel()
        .forEach(one -> work.run(one * STRETCH, Math.min(size, (one + 1) * STRETCH)));
  }
}
