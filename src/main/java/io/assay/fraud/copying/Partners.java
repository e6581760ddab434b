package io.assay.fraud.copying;

import java.util.Arrays;
import java.util.List;

/*
 * While the linked are a minority of the labelers, none of them is heard but the pair itself. Where
 * they are not, leaving all of them out would leave nobody, and only the pair's own partners are left
 * out, of each labeler the strongest few.
 */
/** Who is linked to whom by a first measure, and so is no witness. */
final class Partners {
  private static final int MAX_PARTNERS = 24;
  private static final int[] NOBODY = {};

  /** Sorted partners by labeler. */
  private final int[][] partners;

  private final int linked;

  private Partners(int[][] partners) {
    this.partners = partners;
    this.linked = (int) Arrays.stream(partners).filter(of -> of.length > 0).count();
  }

  static Partners none() {
    return new Partners(new int[0][]);
  }

  /** Links pairs, the strongest first. */
  static Partners of(int labelers, List<MeasuredPairs.Pair> strongestFirst) {
    int[][] partners = new int[labelers][];
    Arrays.fill(partners, NOBODY);
    for (MeasuredPairs.Pair pair : strongestFirst) {
      add(partners, pair.a(), pair.b());
      add(partners, pair.b(), pair.a());
    }
    return new Partners(partners);
  }

  private static void add(int[][] partners, int of, int partner) {
    int[] known = partners[of];
    if (known.length < MAX_PARTNERS) {
      int[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = partner;
      Arrays.sort(more);
      partners[of] = more;
    }
  }

  boolean isEmpty() {
    return linked == 0;
  }

  boolean isMinority() {
    return 2 * linked < partners.length;
  }

  boolean isLinked(int labeler) {
    return labeler < partners.length && partners[labeler].length > 0;
  }

  /** Whether a labeler is heard about an item when a and b are compared. */
  boolean isWitness(int labeler, int a, int b) {
    if (labeler == a || labeler == b || !isLinked(labeler)) {
      return true;
    }
    return !isMinority() && !areLinked(a, labeler) && !areLinked(b, labeler);
  }

  private boolean areLinked(int labeler, int other) {
    return isLinked(labeler) && Arrays.binarySearch(partners[labeler], other) >= 0;
  }

  /** Whether the measure of a pair may be another one than without any partners. */
  boolean concern(int a, int b) {
    return isLinked(a) || isLinked(b);
  }

  /** Whether the same are linked. */
  boolean sameAs(Partners other) {
    return linked == 0 ? other.linked == 0 : Arrays.deepEquals(partners, other.partners);
  }
}
