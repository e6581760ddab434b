package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairSearchTest {
  private final CpuTwinEngine engine = new CpuTwinEngine();

  @Test
  void bands_findWhatAllPairsFind() {
    for (int distance = 0; distance <= 9; distance++) {
      SplittableRandom random = new SplittableRandom(distance);
      long[] hash = new long[700];
      for (int i = 0; i < hash.length; i++) {
        hash[i] = i % 2 == 0 ? random.nextLong() : hash[random.nextInt(i)];
        for (int turned = random.nextInt(distance + 2); turned > 0; turned--) {
          hash[i] ^= 1L << random.nextInt(Long.SIZE);
        }
      }
      HammingSearch search = new HammingSearch(hash, distance, Integer.MAX_VALUE);
      NearPairs all = search.byAllPairs();
      NearPairs found = search.onCpu();
      assertThat(all.size()).isPositive();
      assertThat(search.same(all, found)).as("distance %s", distance).isTrue();
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.first(i)).isLessThan(found.second(i));
        assertThat(Long.bitCount(hash[found.first(i)] ^ hash[found.second(i)]))
            .isLessThanOrEqualTo(distance);
      }
    }
  }

  @Test
  void moreThanThereIsRoomFor_areCountedOnly() {
    long[] same = new long[50];
    NearPairs pairs = engine.hammingPairs(same, 3, 100).result();
    assertThat(pairs.found()).isEqualTo(50 * 49 / 2);
    assertThat(pairs.size()).isZero();
    assertThat(pairs.complete()).isFalse();
    int[][] alike = new int[50][40];
    AgreementRule rule = new AgreementRule(1, 1, 2, 100);
    Agreements agreements = engine.agreement(ProbeAnswers.of(alike, 2), rule).result();
    assertThat(agreements.found()).isEqualTo(50 * 49 / 2);
    assertThat(agreements.pairs()).isEmpty();
    assertThat(agreements.complete()).isFalse();
  }

  @Test
  void agreement_countsWhatBothAnswered() {
    int[][] answer = {
      {0, 1, 2, -1, 2},
      {0, 1, 1, 0, -1},
      {-1, -1, -1, 1, 1},
      {0, 1, 2, 2, 2}
    };
    AgreementRule rule = new AgreementRule(2, 2, 3, 10);
    Agreements found = engine.agreement(ProbeAnswers.of(answer, 3), rule).result();
    assertThat(found.pairs())
        .containsExactly(new AgreementPair(0, 1, 2, 3), new AgreementPair(0, 3, 4, 4));
  }

  @Test
  void agreement_isThatOfATable() {
    SplittableRandom random = new SplittableRandom(4);
    for (int classes : new int[] {2, 4, 7, 16}) {
      int[][] answer = new int[40][77];
      for (int[] row : answer) {
        Arrays.setAll(row, i -> random.nextInt(-1, classes));
      }
      AgreementRule rule = new AgreementRule(0, 0, 1, 10_000);
      Agreements found = engine.agreement(ProbeAnswers.of(answer, classes), rule).result();
      assertThat(found.pairs()).hasSize(40 * 39 / 2);
      for (AgreementPair pair : found.pairs()) {
        int same = 0;
        int shared = 0;
        for (int item = 0; item < 77; item++) {
          int one = answer[pair.first()][item];
          int other = answer[pair.second()][item];
          shared += one >= 0 && other >= 0 ? 1 : 0;
          same += one >= 0 && one == other ? 1 : 0;
        }
        assertThat(pair.same()).isEqualTo(same);
        assertThat(pair.shared()).isEqualTo(shared);
      }
    }
  }

  @Test
  void searchesThatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> engine.hammingPairs(new long[2], 65, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AgreementRule(1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProbeAnswers.of(new int[][] {{3}}, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProbeAnswers.of(new int[][] {{0}}, 17))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
