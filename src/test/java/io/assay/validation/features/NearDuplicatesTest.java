package io.assay.validation.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  @Test
  void plantedNeighbours_areFound_strangersAreNot() {
    SplittableRandom random = new SplittableRandom(3);
    long[] hashes = new long[20_000];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = random.nextLong();
    }
    for (int i = 0; i < 500; i++) {
      long flipped = hashes[i];
      for (int bit = random.nextInt(4); bit > 0; bit--) {
        flipped ^= 1L << random.nextInt(64);
      }
      hashes[10_000 + i] = flipped;
    }
    int[] groups = NearDuplicates.groups(hashes);
    for (int i = 0; i < hashes.length; i++) {
      boolean planted = i >= 10_000 && i < 10_500;
      assertThat(groups[i]).isEqualTo(planted ? i - 10_000 : i);
    }
  }

  @Test
  void neighboursOfNeighbours_areOneGroup_asAllPairsSay() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50; round++) {
      long[] hashes = new long[60];
      for (int i = 0; i < hashes.length; i++) {
        long near = i == 0 || random.nextInt(3) == 0 ? random.nextLong() : hashes[i - 1];
        hashes[i] = near ^ 1L << random.nextInt(64) ^ 1L << random.nextInt(64);
      }
      assertThat(NearDuplicates.groups(hashes)).isEqualTo(byAllPairs(hashes));
    }
  }

  private static int[] byAllPairs(long[] hashes) {
    int[] group = new int[hashes.length];
    for (int i = 0; i < group.length; i++) {
      group[i] = i;
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < hashes.length; i++) {
        for (int j = 0; j < hashes.length; j++) {
          if (Long.bitCount(hashes[i] ^ hashes[j]) <= NearDuplicates.MAX_DISTANCE
              && group[i] > group[j]) {
            group[i] = group[j];
            changed = true;
          }
        }
      }
    }
    return group;
  }

  @Test
  void textsWithASmallChange_areNear_othersFar() {
    List<String> texts = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 60; w++) {
        text.append(Integer.toString(random.nextInt(40_000), 36)).append(' ');
      }
      texts.add(text.toString());
    }
    for (int i = 0; i < 20; i++) {
      texts.add(texts.get(i).toUpperCase(java.util.Locale.ROOT) + "!!");
    }
    SparseMatrix rows = TextEncoder.encode(texts);
    long[] hashes = new long[texts.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = SimilarityHash.of(rows, i);
    }
    int[] groups = NearDuplicates.groups(hashes);
    for (int i = 0; i < 320; i++) {
      assertThat(groups[i]).isEqualTo(i < 300 ? i : i - 300);
    }
  }
}
