package io.assay.validation.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final List<Encoder> ENCODERS =
      List.of(
          new TextEncoder(),
          new ImageStatistics(),
          new LogMel(),
          PatchDictionary.learn(List.of(Drawings.encoded(Drawings.shapes(1, 40), "png"))),
          PatchDictionary.learn(List.of(Drawings.encoded(Drawings.shapes(2, 40), "png"))));

  @Test
  void keys_areOfContentAndEncoder() {
    Set<String> keys = new HashSet<>();
    for (Encoder encoder : ENCODERS) {
      assertThat(encoder.key(new byte[] {1, 2}))
          .hasSize(64)
          .isEqualTo(encoder.key(new byte[] {1, 2}));
      keys.add(encoder.key(new byte[] {1, 2}));
      keys.add(encoder.key(new byte[] {1, 2, 0}));
      keys.add(encoder.key(new byte[0]));
    }
    assertThat(keys).hasSize(3 * ENCODERS.size());
  }

  @Test
  void everyEncoder_saysHowStrongItIs() {
    for (Encoder encoder : ENCODERS) {
      assertThat(encoder.name()).isNotBlank();
      assertThat(encoder.dimension()).isPositive();
      assertThat(encoder.strength())
          .endsWith(".")
          .containsPattern("\\b(not|no)\\b")
          .hasSizeBetween(40, 200);
    }
  }
}
