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
  void ids_areOfTheEncoder() {
    Set<String> ids = new HashSet<>();
    ENCODERS.forEach(encoder -> ids.add(encoder.id()));
    assertThat(ids).hasSize(ENCODERS.size());
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
