package io.assay.validation.gpu;

/**
 * The answers of labelers to a battery of probes as bit planes of 32 items a word.
 *
 * <p>Word {@code planes[(plane * words + word) * labelers + labeler]}: plane 0 says which items
 * have an answer, the planes after it are the bits of its code.
 *
 * @param labelers how many labelers there are
 * @param words words a plane and labeler
 * @param bits bits of a code, from 1 to {@link #MAX_BITS}
 * @param planes {@code (bits + 1) * words * labelers} words
 */
@SuppressWarnings("ArrayRecordComponent") // Read in the innermost loops.
public record ProbeAnswers(int labelers, int words, int bits, int[] planes) {
  /** Codes of four bits tell sixteen answers apart. */
  public static final int MAX_BITS = 4;

  private static final int ITEMS_PER_WORD = Integer.SIZE;

  public ProbeAnswers {
    if (bits < 1 || bits > MAX_BITS) {
      throw new IllegalArgumentException("codes have 1 to " + MAX_BITS + " bits, not " + bits);
    }
    if (planes.length != (long) (bits + 1) * words * labelers) {
      throw new IllegalArgumentException("the planes do not fit the labelers and words");
    }
  }

  /**
   * Packs a table of answers.
   *
   * @param answer {@code answer[labeler][item]}: a code from 0, or -1 for none
   * @param classes how many codes there are
   */
  public static ProbeAnswers of(int[][] answer, int classes) {
    int labelers = answer.length;
    int items = labelers == 0 ? 0 : answer[0].length;
    int words = (items + ITEMS_PER_WORD - 1) / ITEMS_PER_WORD;
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(classes - 1));
    int[] planes = new int[Math.multiplyExact((bits + 1) * words, labelers)];
    for (int labeler = 0; labeler < labelers; labeler++) {
      for (int item = 0; item < items; item++) {
        int code = answer[labeler][item];
        if (code >= classes) {
          throw new IllegalArgumentException("answer " + code + " of " + classes + " classes");
        }
        if (code < 0) {
          continue;
        }
        int word = item / ITEMS_PER_WORD;
        int bit = 1 << item % ITEMS_PER_WORD;
        planes[word * labelers + labeler] |= bit;
        for (int plane = 1; plane <= bits; plane++) {
          if ((code >> (plane - 1) & 1) == 1) {
            planes[(plane * words + word) * labelers + labeler] |= bit;
          }
        }
      }
    }
    return new ProbeAnswers(labelers, words, bits, planes);
  }
}
