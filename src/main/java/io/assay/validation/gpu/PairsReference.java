package io.assay.validation.gpu;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The twin of pairs.cu: pairs out of all pairs, by their rows. */
final class PairsReference {
  private static final int HALF = 32;

  private PairsReference() {}

  /** Packs a pair so that pairs sort by their first and then by their second. */
  static long pair(int first, int second) {
    return (long) first << HALF | second;
  }

  /**
   * Collects the pairs i &lt; j, i among some rows, of hashes that differ in few bits.
   *
   * @param found counts all pairs; what is beyond {@code room} is not collected
   */
  static void hamming(
      int from, int to, long[] hash, int distance, long room, AtomicLong found, LongList pairs) {
    for (int i = from; i < to; i++) {
      long own = hash[i];
      for (int j = i + 1; j < hash.length; j++) {
        if (Long.bitCount(own ^ hash[j]) <= distance && found.getAndIncrement() < room) {
          pairs.add(pair(i, j));
        }
      }
    }
  }

  /**
   * Collects the pairs i &lt; j, i among some rows, of labelers who agree as often as the rule
   * says.
   */
  static void agreement(
      int from,
      int to,
      ProbeAnswers answers,
      AgreementRule rule,
      AtomicLong found,
      List<AgreementPair> pairs) {
    int labelers = answers.labelers();
    int words = answers.words();
    int[] planes = answers.planes();
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < labelers; j++) {
        int same = 0;
        int shared = 0;
        for (int word = 0; word < words; word++) {
          int line = word * labelers;
          int there = planes[line + i] & planes[line + j];
          int differ = 0;
          for (int plane = 1; plane <= answers.bits(); plane++) {
            int code = (plane * words + word) * labelers;
            differ |= planes[code + i] ^ planes[code + j];
          }
          shared += Integer.bitCount(there);
          same += Integer.bitCount(there & ~differ);
        }
        if (rule.holds(same, shared) && found.getAndIncrement() < rule.room()) {
          pairs.add(new AgreementPair(i, j, same, shared));
        }
      }
    }
  }
}
