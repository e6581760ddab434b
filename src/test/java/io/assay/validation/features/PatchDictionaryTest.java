package io.assay.validation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class PatchDictionaryTest {
  private static List<byte[]> stripes() {
    SplittableRandom random = new SplittableRandom(13);
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      images.add(Drawings.encoded(Drawings.stripes(random, i % 2 == 0), "png"));
    }
    return images;
  }

  @Test
  void kindsOfTexture_areToldApart_byTheNearestOther() {
    List<byte[]> images = stripes();
    PatchDictionary dictionary = PatchDictionary.learn(images);
    DenseMatrix rows = dictionary.features(images);
    int right = 0;
    for (int i = 0; i < images.size(); i++) {
      int nearest = -1;
      for (int j = 0; j < images.size(); j++) {
        if (j != i && (nearest < 0 || distance(rows, i, j) < distance(rows, i, nearest))) {
          nearest = j;
        }
      }
      right += nearest % 2 == i % 2 ? 1 : 0;
    }
    assertThat(right).isGreaterThan(37);
  }

  private static double distance(DenseMatrix rows, int a, int b) {
    double sum = 0;
    for (int i = 0; i < rows.columns(); i++) {
      float apart = rows.value()[a * rows.columns() + i] - rows.value()[b * rows.columns() + i];
      sum += apart * apart;
    }
    return sum;
  }

  @Test
  void orderAndThreads_changeNoBit() throws Exception {
    List<byte[]> images = stripes();
    PatchDictionary dictionary = PatchDictionary.learn(images);
    List<byte[]> shuffled = new ArrayList<>(images);
    Collections.shuffle(shuffled, new Random(5));
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      PatchDictionary other = one.submit(() -> PatchDictionary.learn(shuffled)).get();
      assertThat(other.version()).isEqualTo(dictionary.version());
      assertThat(one.submit(() -> other.features(images)).get().value())
          .isEqualTo(dictionary.features(images).value());
    } finally {
      one.shutdown();
    }
  }

  @Test
  void whitenedVectors_areUncorrelated() {
    SplittableRandom random = new SplittableRandom(17);
    int rows = 4000;
    int n = 5;
    float[] vectors = new float[rows * n];
    for (int row = 0; row < rows; row++) {
      float common = (float) (20 * random.nextDouble());
      for (int i = 0; i < n; i++) {
        vectors[row * n + i] = common * (i + 1) + (float) (10 * random.nextDouble() * (i + 2));
      }
    }
    Whitening whitening = Whitening.learn(vectors, n);
    double[] products = new double[n * n];
    float[] whitened = new float[n];
    for (int row = 0; row < rows; row++) {
      whitening.apply(vectors, row * n, whitened);
      for (int i = 0; i < n * n; i++) {
        products[i] += whitened[i / n] * whitened[i % n] / rows;
      }
    }
    for (int i = 0; i < n * n; i++) {
      double expected = i / n == i % n ? 1 : 0;
      assertThat(products[i]).isBetween(expected - 0.05, expected + 0.05);
    }
  }

  @Test
  void withoutAnImage_thereIsNoDictionary_andAFewAreEnough() {
    assertThatThrownBy(() -> PatchDictionary.learn(List.of(new byte[] {1, 2, 3})))
        .isInstanceOf(UnreadableContentException.class);
    PatchDictionary dictionary =
        PatchDictionary.learn(
            List.of(new byte[3], Drawings.encoded(Drawings.shapes(1, 90), "png")));
    assertThat(dictionary.features(Drawings.encoded(Drawings.shapes(2, 20), "png")))
        .hasSize(dictionary.dimension());
  }

  @Test
  void dictionary_isReadAgainFromItsBytes_andNothingElseIs() {
    List<byte[]> images = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      images.add(Drawings.encoded(Drawings.shapes(seed, 40), "png"));
    }
    PatchDictionary learned = PatchDictionary.learn(images);
    PatchDictionary again = PatchDictionary.read(learned.bytes());
    assertThat(again.id()).isEqualTo(learned.id());
    assertThat(again.features(images.get(3))).isEqualTo(learned.features(images.get(3)));
    assertThatThrownBy(() -> PatchDictionary.read(new byte[7]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PatchDictionary.read(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
